# The workbook for translators, and where a text from Integreat comes from.

sheet-title = How to fill in this table
sheet-write = Write only in the white column “Text”. Leave everything grey as it is.
sheet-line = Each line says what the German line beside it says. An empty cell means: this language does not have this line.
sheet-placeholder = Copy what is in curly brackets exactly as it is, for example { $example }. Lotse puts a number, a day or an office there. The list below shows what it will be.
sheet-numbers = Do not write any numbers yourself. Numbers come only from the brackets.
sheet-lists = If the German line begins with a dash, begin your line with a dash and a space too.
sheet-words = In the section “Wörter”, leave the German word before the colon as it is. Translate what comes after it.
sheet-plain = Write plain text only: no formula, no HTML, no line break in a cell.
sheet-save = Save the file again as an Excel file (.xlsx).
sheet-table = What the brackets say

integreat-source = Source: { $owner }, from the Integreat app, { $link }
