// SPDX-License-Identifier: Apache-2.0
#include "report/html_style.hpp"

namespace ovfkit::report {

const std::string_view html_style = R"css(
:root{color-scheme:light dark;--ground:#f4f6f8;--card:#fff;--sunk:#f8f9fb;--line:#d5dbe2;--ink:#1a2027;--muted:#55606d;
--error:#b3261e;--error-tint:#fde7e5;--warning:#8a5000;--warning-tint:#fdf0d9;--note:#0a58a8;--note-tint:#e3effb;
--good:#17692f;--good-tint:#e2f4e7;--related:#6b3fa0;--related-tint:#efe7f9;
--tag:#0b5394;--attr:#7a4a00;--value:#1d6b2c;--comment:#5c6773;--other:#8a2b6b;
--l0:#0a7d8c;--l1:#a3487f;--l2:#5b6f12;--l3:#5a55b8;--l4:#a8531c;--l5:#4c6477;
--mono:ui-monospace,"SF Mono","Cascadia Mono","DejaVu Sans Mono",Menlo,Consolas,monospace}
@media(prefers-color-scheme:dark){:root{--ground:#0e1217;--card:#171d24;--sunk:#12171d;--line:#2e3742;--ink:#e6eaef;
--muted:#a0acb9;--error:#ff938a;--error-tint:#44201e;--warning:#f3bd63;--warning-tint:#3d2e12;--note:#8bbdfb;
--note-tint:#17304c;--good:#80d598;--good-tint:#173822;--related:#c9a6f5;--related-tint:#33234a;
--tag:#83bbff;--attr:#e2b672;--value:#8fd694;--comment:#94a0ad;--other:#e39bd0;
--l0:#4fc3d1;--l1:#e38fc2;--l2:#b5c95a;--l3:#a9a5f7;--l4:#f0a271;--l5:#9fb6c8}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
"Helvetica Neue",sans-serif;overflow-wrap:anywhere}
a{color:var(--note)}
a:focus-visible,button:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid var(--note);outline-offset:2px}
code{font-family:var(--mono);font-size:.875em}
h1,h2,h3,h4,p,dl,dd,ul,figure{margin:0}
.wrap{max-width:76rem;margin:0 auto;padding:1rem clamp(.75rem,3vw,2rem) 3rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:1}
header{display:flex;gap:1rem;align-items:center;margin:1rem 0 1.25rem}
.seal{flex:none;width:3.25rem;height:3.25rem;border-radius:1rem;display:grid;place-items:center}
.seal svg{width:2rem;height:2rem;fill:none;stroke:currentColor;stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round}
.seal.error{background:var(--error-tint);color:var(--error)}.seal.warning{background:var(--warning-tint);color:var(--warning)}
.seal.good{background:var(--good-tint);color:var(--good)}
h1{font-size:clamp(1.35rem,1.1rem + 1.4vw,1.9rem);line-height:1.2;letter-spacing:-.01em}
header p{color:var(--muted)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(6.5rem,1fr));gap:.6rem;padding:0;list-style:none}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:.8rem;padding:.65rem .9rem}
.tiles b{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}
.tiles .error b{color:var(--error)}.tiles .warning b{color:var(--warning)}.tiles .note b{color:var(--note)}
.tiles span{color:var(--muted);font-size:.875rem}
.filter{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:1rem 0 0}
.filter[hidden]{display:none}
.filter button,.filter input{font:inherit;font-size:.9rem;color:inherit;background:var(--card);border:1px solid var(--line);
border-radius:999px;padding:.4rem .95rem;min-height:2.5rem}
.filter button{cursor:pointer}.filter button[aria-pressed=true]{border-color:currentColor;font-weight:600}
.filter button[aria-pressed=false]{color:var(--muted);text-decoration:line-through}
.filter button.error[aria-pressed=true]{color:var(--error)}.filter button.warning[aria-pressed=true]{color:var(--warning)}
.filter button.note[aria-pressed=true]{color:var(--note)}
.filter input{flex:1 1 12rem;min-width:0}
.index{background:var(--card);border:1px solid var(--line);border-radius:.8rem;margin-top:1.25rem;padding:.9rem 1.1rem}
.index h2{font-size:1.05rem}
.index table{width:100%;border-collapse:collapse;margin-top:.4rem}
.index th,.index td{text-align:right;padding:.35rem .3rem;border-top:1px solid var(--line);font-variant-numeric:tabular-nums}
.index thead th{border:0;color:var(--muted);font-weight:500;font-size:.8rem;overflow-wrap:normal}
.index th:first-child{text-align:left;font-weight:500}
.index td.error{color:var(--error);font-weight:700}.index td.warning{color:var(--warning);font-weight:700}
.index td.note{color:var(--note)}.index td.none{color:var(--muted)}
.file{margin-top:2rem}
.file>h2{font-size:1.25rem;line-height:1.3;display:flex;flex-wrap:wrap;gap:.3rem .7rem;align-items:baseline}
.badge{font-size:.8rem;font-weight:650;border-radius:999px;padding:.12rem .7rem;white-space:nowrap;letter-spacing:.01em}
.badge.error{background:var(--error-tint);color:var(--error)}.badge.warning{background:var(--warning-tint);color:var(--warning)}
.badge.note{background:var(--note-tint);color:var(--note)}.badge.good{background:var(--good-tint);color:var(--good)}
.about{display:grid;gap:1rem 2rem;background:var(--card);border:1px solid var(--line);border-radius:.8rem;padding:1.1rem;
margin-top:.8rem}
.about dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1.1rem;align-content:start}
.about dt{color:var(--muted)}.about ul{padding:0;list-style:none}.about li{padding-left:1rem;text-indent:-1rem}
@media(min-width:56rem){.about.two{grid-template-columns:24rem 1fr}.about.two dl{order:2}}
.picture{display:block;width:100%;max-width:24rem;height:auto}
.picture text{font-size:12.5px;fill:var(--ink)}.picture .b{font-size:14.5px;font-weight:650}
.picture .m{fill:var(--muted)}.picture .e{text-anchor:end}.picture .trust{fill:var(--good);font-weight:600}
.picture .doubt{fill:var(--warning);font-weight:600}
.picture .box{fill:var(--sunk);stroke:var(--line);stroke-width:1.2}
.picture .frame{fill:none;stroke:var(--muted);stroke-dasharray:4 4}
.picture .icon{fill:none;stroke:var(--muted);stroke-width:1.35;stroke-linejoin:round;stroke-linecap:round}
.picture .strong{stroke:var(--ink)}.picture .icon.trust{stroke:var(--good);fill:var(--good-tint)}
.picture .icon.doubt{stroke:var(--warning);fill:var(--warning-tint)}
.lane{fill:none;stroke-width:2.6}.dot{fill:var(--card)}.pill{fill:var(--card);stroke-width:1.8}
.l0{stroke:var(--l0)}.l1{stroke:var(--l1)}.l2{stroke:var(--l2)}.l3{stroke:var(--l3)}.l4{stroke:var(--l4)}.l5{stroke:var(--l5)}
.file>h3{font-size:1rem;margin-top:1.25rem}
.group{display:grid;gap:.75rem;margin-top:.75rem;align-items:start}
.group>*,.findings{min-width:0}
@media(min-width:56rem){.group.two{grid-template-columns:24rem 1fr;gap:1rem}}
.findings{display:grid;gap:.6rem}
.finding{background:var(--card);border:1px solid var(--line);border-left:.3rem solid var(--note);border-radius:.6rem;
padding:.65rem .9rem}
.finding.error{border-left-color:var(--error)}.finding.warning{border-left-color:var(--warning)}
.finding h4{font-size:1rem;font-weight:600;line-height:1.4}
.finding h4 span{text-transform:uppercase;font-size:.72rem;letter-spacing:.06em;font-weight:750;margin-right:.35rem;
color:var(--note)}
.finding.error h4 span{color:var(--error)}.finding.warning h4 span{color:var(--warning)}
.finding p,.finding li{font-size:.9rem;margin-top:.25rem}
.finding ul{padding-left:1.1rem}.finding li::marker{color:var(--related)}
.finding li code{display:block}
.place{color:var(--muted)}
.code{background:var(--card);border:1px solid var(--line);border-radius:.6rem;overflow:hidden;padding:.45rem 0;
font-size:.84rem;line-height:1.55}
.code div{display:grid;grid-template-columns:3.6rem minmax(0,1fr)}
.code .n{color:var(--muted);text-align:right;padding-right:.8rem;font-family:var(--mono);user-select:none;
font-variant-numeric:tabular-nums}
.code code{white-space:pre-wrap;font-size:inherit;padding:0 .7rem 0 3ch;text-indent:-3ch}
.code .hit{background:var(--sunk)}.code .hit .n{color:var(--ink);font-weight:700}
p.gap{padding:.6rem 1rem;color:var(--muted)}
.code i{font-style:normal}.t{color:var(--tag)}.a{color:var(--attr)}.v{color:var(--value)}.code .c{color:var(--comment);
font-style:italic}.i,.d{color:var(--other)}.p,.gap{color:var(--muted)}
mark{color:inherit;background:var(--note-tint);border-bottom:2px solid var(--note)}
mark.error{background:var(--error-tint);border-color:var(--error)}
mark.warning{background:var(--warning-tint);border-color:var(--warning)}
mark.related{background:var(--related-tint);border-color:var(--related)}
.rules{margin-top:2.5rem}.rules h2{font-size:1.25rem}
.rules details{background:var(--card);border:1px solid var(--line);border-radius:.6rem;margin-top:.5rem;padding:.1rem .9rem}
.rules summary{cursor:pointer;padding:.55rem 0}.rules summary code{font-weight:650}
.rules p{margin:.35rem 0}.rules details>:last-child{margin-bottom:.8rem}
.pair{display:grid;gap:.6rem}@media(min-width:56rem){.pair{grid-template-columns:1fr 1fr}}
.pair figcaption{font-size:.8rem;font-weight:650;color:var(--muted)}
.pair pre{margin:.2rem 0 0;padding:.6rem .8rem;background:var(--sunk);border:1px solid var(--line);border-radius:.5rem;
white-space:pre-wrap;font:.8rem/1.5 var(--mono)}
.pair .bad{border-left:.25rem solid var(--error)}.pair .good{border-left:.25rem solid var(--good)}
footer{margin-top:2.5rem;color:var(--muted);font-size:.85rem}
.hide-error .finding.error,.hide-warning .finding.warning,.hide-note .finding.note,.filtered{display:none}
@media print{.filter,.skip{display:none}body{background:#fff}.finding,.code,.about{break-inside:avoid}}
)css";

const std::string_view html_script = R"js(
(function(){
var filter=document.querySelector('.filter');if(!filter)return;filter.hidden=false;
var input=filter.querySelector('input'),status=filter.querySelector('[role=status]');
var list=[].map.call(document.querySelectorAll('.finding'),function(f){return{node:f,text:f.textContent.toLowerCase()}});
function apply(){
var hidden={},word=input.value.trim().toLowerCase(),seen=0;
filter.querySelectorAll('button').forEach(function(b){var off=b.getAttribute('aria-pressed')==='false';
hidden[b.value]=off;document.body.classList.toggle('hide-'+b.value,off)});
list.forEach(function(f){var match=!word||f.text.indexOf(word)>=0;f.node.classList.toggle('filtered',!match);
if(match&&!hidden[f.node.dataset.severity])seen++});
document.querySelectorAll('.group').forEach(function(g){var any=[].some.call(g.querySelectorAll('.finding'),function(f){
return!f.classList.contains('filtered')&&!hidden[f.dataset.severity]});g.classList.toggle('filtered',!any)});
status.textContent=seen===list.length?'':seen+' of '+list.length+' shown';
}
filter.addEventListener('click',function(e){var b=e.target.closest('button');if(!b)return;
b.setAttribute('aria-pressed',b.getAttribute('aria-pressed')==='true'?'false':'true');apply()});
input.addEventListener('input',apply);
function open(){var target=location.hash.length>1&&document.getElementById(location.hash.slice(1));
if(target&&target.tagName==='DETAILS')target.open=true}
addEventListener('hashchange',open);open();
})();
)js";

}  // namespace ovfkit::report
