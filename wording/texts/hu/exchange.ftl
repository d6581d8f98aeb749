# The workbook for translators, and where a text from Integreat comes from.

sheet-title = Így töltse ki a táblázatot
sheet-write = Csak a fehér „Text” oszlopba írjon. Ami szürke, az maradjon úgy, ahogy van.
sheet-line = Minden sor ugyanazt mondja, mint a mellette álló német sor. Az üres cella azt jelenti: ezen a nyelven nincs ilyen sor.
sheet-placeholder = Ami kapcsos zárójelben áll, azt másolja át pontosan ugyanúgy, például: { $example }. Oda a Lotse egy számot, egy napot vagy egy hivatalt ír. A lenti listában látja, mi kerül oda.
sheet-numbers = Ön ne írjon be számokat. A számok csak a zárójelekből jönnek.
sheet-lists = Ha a német sor kötőjellel kezdődik, az Ön sora is kötőjellel és szóközzel kezdődjön.
sheet-words = A „Wörter” részben a kettőspont előtti német szót hagyja úgy, ahogy van. Azt fordítsa le, ami utána áll.
sheet-plain = Csak egyszerű szöveget írjon: ne legyen benne képlet, HTML, és a cellában ne legyen sortörés.
sheet-save = Mentse el a fájlt ismét Excel-fájlként (.xlsx).
sheet-table = Ez áll majd a zárójelekben

integreat-source = Forrás: { $owner }, az Integreat alkalmazásból, { $link }
