"""The topics of the golden numbers: each module makes one file of `test/golden/data`."""
