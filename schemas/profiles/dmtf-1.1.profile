# OVF 1.1 to the letter.
off      target/*                       # what importers mind is no matter of the standard
