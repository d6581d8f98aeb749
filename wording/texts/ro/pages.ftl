# Where a town tells its cases on its own page: what Telegram says instead, and the door of the page.

page-news = Este o noutate la numărul { $number }.
button-read = Citesc acum
button-page = Deschid pagina mea
page-link = Aici este linkul către pagina ta. Merge { $minutes } minute și doar o dată:
page-link-word = Acolo scrii parola ta. Nu da linkul nimănui.
page-tries-spent = Parola a fost greșită de prea multe ori. Poți primi iar un link nou, cel mai devreme: { $at }. Sau mergi la birou cu numărul tău.
passed-reach-page = Răspunsul vine pe o pagină a orașului, nu în Telegram. Nimeni nu vede numărul tău de telefon.
page-case-opened = Întrebarea ta este acum la birou. Numărul tău este { $number }.
page-answers-there = Răspunsul va fi pe pagina ta de la oraș, nu aici în Telegram. Aici spun doar că este o noutate.
page-choose-soon = Deschide acum pagina ta și alege o parolă. Atunci nimeni nu o poate deschide fără parolă, nici cu telefonul tău.
page-reach-news = Bine. Când este o noutate la { $number }, îți spun în Telegram. O citești pe pagina ta.
page-reach-none = Bine. Nu îți scriu. Răspunsul va fi pe pagina ta. Ajungi acolo oricând cu /person.
page-write-there = Te rog, scrie asta biroului pe pagina ta. Nu am trimis mai departe acest mesaj.
page-only-lotse = Acest mesaj l-a citit doar Lotse, niciun birou. Biroului îi scrii aici:
page-file-there = Te rog, dă fișierul biroului pe pagina ta. Aici nu l-am deschis.
page-case-title = Numărul { $number }
page-case-owner-waiting = Biroul are întrebarea ta. Încă nu a preluat-o nimeni.
page-case-owner-staff = Un om se ocupă de întrebarea ta.
page-withdraw-ask = Vrei ca biroul să nu mai lucreze la numărul { $number }? Atunci întrebarea se încheie.
page-withdrawn = Gata. Biroul nu mai lucrează la numărul { $number }.
page-alarm-told = Biroul unde este numărul tău { $number } știe acum că poate ai nevoie repede de ajutor. Ce ai scris tu nu a ajuns acolo.
page-mydata = Ce ați scris tu și biroul se vede doar pe pagina ta.
notice-page = Ce îți scrie un birou este doar pe o pagină a orașului, nu în Telegram.

web-door = Pagina ta
web-door-choose = Alege o parolă
web-door-at-least = Cel puțin { $least } litere sau cifre, dar nicio zi de naștere. Bune sunt două cuvinte la care nu se gândește nimeni.
web-door-why = Doar tu o știi. Fără parolă nimeni nu poate deschide pagina ta.
web-door-keep = Ține-o bine minte. Nici noi nu o știm și nu ți-o putem da înapoi.
web-door-give = Parola ta
web-door-forgotten = Dacă uiți parola: mergi la birou cu numărul tău.
web-door-since = Această parolă a fost aleasă pe { $day }, la ora { $time }.
web-door-not-you = Nu ai fost tu? Scrie /delete în Telegram, la Lotse. Atunci pagina aceasta se șterge, cu întrebările tale și cu răspunsurile, și nimeni nu o mai poate deschide. Apoi începi din nou.
web-door-open = Deschide
web-door-short = Este încă prea scurtă. Pune cel puțin { $least } litere sau cifre.
web-door-row = Un șir ca 123456 este primul lucru pe care îl încearcă alții. { web-door-better }
web-door-date = Cine te cunoaște ghicește un an de naștere sau o dată din calendar. { web-door-better }
web-door-known = Mulți oameni folosesc acest cuvânt, de aceea alții îl încearcă primul. { web-door-better }
web-door-better = Mai bine pune două cuvinte la care nu se gândește nimeni.
web-door-wrong = Nu aceasta este parola. { $count ->
    [one] Mai ai o încercare.
    [few] Mai ai { $count } încercări.
   *[other] Mai ai { $count } de încercări.
}
web-door-shut = Pagina ta este închisă din nou.
web-door-unsent = Ce ai scris la urmă poate nu a ajuns. Te rog, uită-te pe pagina ta.
web-door-kept = Textul netrimis nu s-a pierdut. Lasă această fereastră deschisă și textul va fi din nou pe pagina ta.
web-door-over = Acest link nu mai merge.
web-door-tried = Parola a fost greșită de { $count } ori, de aceea pagina este închisă acum. Așa nimeni nu poate ghici mai departe. Poți încerca imediat cu un link nou.
web-door-over-how = Apasă în Telegram pe „{ button-page }”. Atunci primești un link nou.

web-page-lock = Închide
web-page-until = Deschisă până la:
web-page-ends-soon = Pagina ta se închide în câteva minute. Te rog, trimite ce ai scris.
web-page-wrong-words = De ieri, parola a fost greșită { $count ->
    [one] o dată
    [few] de { $count } ori
   *[other] de { $count } de ori
}. Nu ai fost tu? Atunci schimbă parola.
web-word-change = Schimbă parola
web-word-old = Parola de până acum
web-word-new = Parola nouă
web-word-save = Salvează
web-word-changed = Parola ta este schimbată.
web-word-back = Înapoi la pagina mea
