"""Checks of what units wrote (R13-R17): named rules over the rows in force."""
