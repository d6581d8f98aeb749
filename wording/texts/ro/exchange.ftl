# The workbook for translators, and where a text from Integreat comes from.

sheet-title = Cum completezi tabelul
sheet-write = Scrie doar în coloana albă „Text”. Ce este gri rămâne așa cum este.
sheet-line = Fiecare rând spune ce spune rândul german de lângă el. O celulă goală înseamnă: rândul acesta nu există în limba ta.
sheet-placeholder = Copiază exact ce este între acolade, de exemplu { $example }. Lotse pune acolo un număr, o zi sau un birou. Ce va scrie acolo vezi în lista de jos.
sheet-numbers = Nu scrie tu numere. Numerele vin doar din acolade.
sheet-lists = Dacă rândul german începe cu o liniuță, și rândul tău începe cu liniuță și spațiu.
sheet-words = În secțiunea „Wörter” cuvântul german dinaintea celor două puncte rămâne cum este. Tradu ce vine după ele.
sheet-plain = Scrie doar text simplu: fără formule, fără HTML, fără rând nou într-o celulă.
sheet-save = Salvează fișierul din nou ca fișier Excel (.xlsx).
sheet-table = Ce scrie în acolade

integreat-source = Sursa: { $owner }, din aplicația Integreat, { $link }
