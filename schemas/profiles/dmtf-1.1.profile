# OVF 1.1 to the letter.
