* Reads the system file and writes its cases, and what weighting makes of them, for the comparison.
SET DECIMAL=DOT.
GET FILE='data.sav'.
SHOW N.
SHOW WEIGHT.
SAVE TRANSLATE /OUTFILE='pspp.csv' /TYPE=CSV /FIELDNAMES /REPLACE.
DISPLAY DICTIONARY.
MRSETS /DISPLAY NAME=ALL.
AGGREGATE OUTFILE=* /BREAK=wave /mean=MEAN(speed.perception) /weights=N.
SAVE TRANSLATE /OUTFILE='pspp-means.csv' /TYPE=CSV /FIELDNAMES /REPLACE.
