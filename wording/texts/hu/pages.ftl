# Where a town tells its cases on its own page: what Telegram says instead, and the door of the page.

page-news = Van valami új. Szám: { $number }
button-read = Elolvasom most
button-page = Megnyitom az oldalamat
page-link = Itt a link az Ön oldalához. { $minutes } percig működik, és csak egyszer:
page-link-word = Ott adja meg a jelszavát. A linket ne adja oda senkinek.
page-tries-spent = A jelszó túl sokszor volt hibás. Új linket ettől az időponttól kaphat: { $at }. Vagy menjen be az irodába a számával.
passed-reach-page = A válasz a város egyik oldalára jön, nem a Telegramba. A telefonszámát senki nem látja.
page-case-opened = A kérdése most az irodánál van. Az Ön száma: { $number }.
page-answers-there = A válasz az Ön oldalán lesz a városnál, nem itt a Telegramban. Itt csak annyit mondok, hogy van valami új.
page-choose-soon = Nyissa meg most az oldalát, és válasszon jelszót. Akkor jelszó nélkül senki nem nyithatja meg, az Ön telefonjával sem.
page-reach-news = Rendben. Ha van valami új, megírom a Telegramban. Az oldalán olvashatja el. Szám: { $number }
page-reach-none = Rendben. Nem írok Önnek. A válasz az Ön oldalán lesz. Oda bármikor eljut ezzel: /person
page-write-there = Kérem, ezt az oldalán írja meg az irodának. Ezt az üzenetet nem adtam tovább.
page-only-lotse = Ezt az üzenetet csak a Lotse olvasta, az iroda nem. Az irodának itt írhat:
page-file-there = Kérem, a fájlt az oldalán adja oda az irodának. Itt nem nyitottam meg.
page-case-title = Szám: { $number }
page-case-owner-waiting = A kérdése az irodánál van. Még senki nem vette át.
page-case-owner-staff = Egy ember foglalkozik a kérdésével.
page-withdraw-ask = Az iroda ne dolgozzon ezen tovább? Szám: { $number }. A kérdés akkor lezárul.
page-withdrawn = Kész. Szám: { $number }. Ezen az iroda már nem dolgozik.
page-alarm-told = Szám: { $number }. Az iroda, ahol ez a kérdése van, most már tudja, hogy talán gyorsan segítségre van szüksége. Amit írt, azt az iroda nem kapta meg.
page-mydata = Amit Ön és az iroda írt, csak az Ön oldalán látható.
notice-page = Amit egy iroda Önnek ír, csak a város egyik oldalán áll, nem a Telegramban.

web-door = Az Ön oldala
web-door-choose = Találjon ki egy jelszót
web-door-at-least = Legalább { $least } betű vagy számjegy, de ne születésnap legyen. Jó választás két olyan szó, amelyre senki nem gondolna.
web-door-why = Csak Ön ismeri. A jelszó nélkül senki nem tudja megnyitni az oldalát.
web-door-keep = Jegyezze meg jól. Mi sem ismerjük, és nem tudjuk visszaadni.
web-door-give = Az Ön jelszava
web-door-forgotten = Ha elfelejti a jelszót: menjen be az irodába a számával.
web-door-since = Ezt a jelszót ekkor választották: { $day } { $time }.
web-door-not-you = Nem Ön volt? Írja be a Telegramban a Lotsénak, hogy /delete – ekkor ez az oldal a kérdéseivel és a válaszokkal együtt törlődik, és többé senki nem tudja megnyitni. Utána újrakezdheti.
web-door-open = Megnyitás
web-door-short = Ez még túl rövid. Legalább { $least } betű vagy számjegy legyen.
web-door-row = Mások az ilyen sorokat próbálják ki először: 123456. { web-door-better }
web-door-date = A születési évet vagy egy dátumot kitalálhatja, aki ismeri Önt. { web-door-better }
web-door-known = Ezt a szót sokan használják, ezért mások ezt próbálják ki először. { web-door-better }
web-door-better = Inkább két olyan szót írjon, amelyre senki nem gondolna.
web-door-wrong = Nem ez a jelszó. { $count ->
    [one] Még { $count } próbálkozása van.
   *[other] Még { $count } próbálkozása van.
}
web-door-shut = Az oldala újra zárva van.
web-door-unsent = Amit utoljára írt, talán nem érkezett meg. Kérem, nézze meg az oldalán.
web-door-kept = Amit még nem küldött el, nem veszett el. Hagyja nyitva ezt az ablakot, és a szöveg újra ott lesz az oldalán.
web-door-over = Ez a link már nem működik.
web-door-tried = A jelszó { $count } alkalommal volt hibás, ezért az oldal most zárva van. Így senki nem találgathat tovább. Új linkkel azonnal újra próbálhatja.
web-door-over-how = Nyomja meg a Telegramban ezt: „{ button-page }”. Akkor kap egy új linket.

web-page-lock = Bezárás
web-page-until = Nyitva eddig:
web-page-ends-soon = Az oldala néhány perc múlva bezárul. Kérem, küldje el, amit írt.
web-page-wrong-words = Tegnap óta { $count } alkalommal volt hibás a jelszó. Nem Ön volt? Akkor változtassa meg a jelszavát.
web-word-change = Jelszó megváltoztatása
web-word-old = Az eddigi jelszava
web-word-new = Az új jelszó
web-word-save = Mentés
web-word-changed = A jelszava megváltozott.
web-word-back = Vissza az oldalamra
