# The workbook for translators, and where a text from Integreat comes from.

sheet-title = Jak wypełnić tabelę
sheet-write = Pisz tylko w białej kolumnie „Text”. To, co szare, zostaw bez zmian.
sheet-line = Każdy wiersz mówi to, co niemiecki wiersz obok. Pusta komórka znaczy: w tym języku nie ma tego wiersza.
sheet-placeholder = To, co jest w nawiasach klamrowych, przepisz dokładnie tak samo, na przykład { $example }. Lotse wstawia tam liczbę, dzień albo urząd. Co tam będzie, widzisz na liście poniżej.
sheet-numbers = Nie wpisuj własnych liczb. Liczby biorą się tylko z nawiasów.
sheet-lists = Jeśli niemiecki wiersz zaczyna się od kreski, twój też zaczyna się od kreski i spacji.
sheet-words = W części „Wörter” niemieckie słowo przed dwukropkiem zostaje. Przetłumacz to, co jest po nim.
sheet-plain = Pisz tylko zwykły tekst: bez formuł, bez HTML, bez nowej linii w komórce.
sheet-save = Zapisz plik znowu jako plik Excela (.xlsx).
sheet-table = Co będzie w nawiasach

integreat-source = Źródło: { $owner }, z aplikacji Integreat, { $link }
