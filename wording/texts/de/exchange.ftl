# The workbook for translators, and where a text from Integreat comes from.

sheet-title = So füllen Sie die Tabelle aus
sheet-write = Schreiben Sie nur in die weiße Spalte „Text“. Was grau ist, bleibt, wie es ist.
sheet-line = Jede Zeile sagt, was die deutsche Zeile daneben sagt. Eine leere Zelle heißt: Diese Zeile gibt es in dieser Sprache nicht.
sheet-placeholder = Was in geschweiften Klammern steht, schreiben Sie genau so ab, zum Beispiel { $example }. Lotse setzt dort eine Zahl, einen Tag oder ein Amt ein. Was dort stehen wird, sehen Sie in der Liste unten.
sheet-numbers = Schreiben Sie selbst keine Zahlen. Zahlen kommen nur aus den Klammern.
sheet-lists = Steht am Anfang der deutschen Zeile ein Strich, dann beginnt auch Ihre Zeile mit Strich und Leerzeichen.
sheet-words = Im Abschnitt „Wörter“ bleibt das deutsche Wort vor dem Doppelpunkt stehen. Übersetzen Sie, was dahinter steht.
sheet-plain = Schreiben Sie nur einfachen Text: keine Formel, kein HTML, keinen Zeilenwechsel in einer Zelle.
sheet-save = Speichern Sie die Datei wieder als Excel-Datei (.xlsx).
sheet-table = Das steht in den Klammern

integreat-source = Quelle: { $owner }, aus der App Integreat, { $link }
