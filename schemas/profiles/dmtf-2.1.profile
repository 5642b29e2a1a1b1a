# OVF 2.1 to the letter.
