# The workbook for translators, and where a text from Integreat comes from.

sheet-title = How to fill in this table
sheet-write = Write only in the white column “Text”. Leave everything grey as it is.
sheet-line = Each line says what the German line beside it says. An empty cell means: this language does not have this line.
sheet-placeholder = Copy what stands in curly brackets exactly as it is, for example { $example }. Lotse puts a number, a day or an office there. The list below shows what it will be.
sheet-numbers = Do not write numbers yourself. Numbers come only from the brackets.
sheet-lists = If the German line begins with a dash, your line begins with a dash and a space too.
sheet-words = In the section “Wörter” the German word before the colon stays. Translate what comes after it.
sheet-plain = Write plain text only: no formula, no HTML, no line break in a cell.
sheet-save = Save the file as an Excel file (.xlsx) again.
sheet-table = What the brackets say

integreat-source = Source: { $owner }, from the app Integreat, { $link }
