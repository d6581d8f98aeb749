# The workbook for translators, and where a text from Integreat comes from.

sheet-title = Így töltse ki a táblázatot
sheet-write = Csak a fehér „Text” oszlopba írjon. Ami szürke, maradjon úgy, ahogy van.
sheet-line = Minden sor azt mondja, amit a mellette álló német sor. Az üres cella azt jelenti: ezen a nyelven nincs ilyen sor.
sheet-placeholder = Ami kapcsos zárójelben áll, azt pontosan úgy írja le, például: { $example }. Oda a Lotse egy számot, egy napot vagy egy hivatalt tesz. Hogy mi lesz ott, azt a lenti listában látja.
sheet-numbers = Ne írjon számokat. Szám csak a zárójelekből jön.
sheet-lists = Ha a német sor kötőjellel kezdődik, az Ön sora is kötőjellel és szóközzel kezdődjön.
sheet-words = A „Wörter” részben a kettőspont előtti német szó marad. Azt fordítsa le, ami utána áll.
sheet-plain = Csak egyszerű szöveget írjon: képlet, HTML és a cellán belüli új sor nélkül.
sheet-save = Mentse el a fájlt újra Excel-fájlként (.xlsx).
sheet-table = Ez áll majd a zárójelekben

integreat-source = Forrás: { $owner }, az Integreat alkalmazásból, { $link }
