# What the bot says by itself. Formal, the word "Ön" rarely. Short, warm, one thing a line. Names of units and offices stay German.

## First words

choose-language = Válassza ki a nyelvét.
welcome = Jó napot, Lotse vagyok. Segítek az első lépésekben Weißenfelsben.
welcome-ask = Írja meg nekem a kérdését úgy, ahogy beszél. Vagy válasszon témát:
areas-ask = Miről van szó?
area-ask = Mit szeretne tudni?
area-registration = Lakcím bejelentése
area-schooling = Iskola és óvoda
area-housing = Lakás
area-work = Munka
area-health = Egészség
area-money = Pénz a hivataltól
area-language = Német nyelv és tolmács
area-offices = Hivatalok és levelek
area-living = Autó, busz és vonat
area-safety = Segítség veszélyben

introduction-machine = Itt egy program válaszol, nem ember.
introduction-unseen = A főnöke, a főbérlője és a lakásellenőrzés nem látja ezt a csevegést.
introduction-delete = Minden törlése: /delete

help = Így segít a Lotse
help-ask = Írjon egy kérdést a saját nyelvén. A hibák nem számítanak.
help-person = Beszélgetés egy emberrel: /person
help-language = Másik nyelv: /language
help-delete = Mit tárolunk Önről? /mydata · Minden törlése: /delete

thanks-back = Szívesen. Írjon nekem bármikor újra.
goodbye = Minden jót kívánok. Írjon nekem bármikor újra.

## Answers

do-you-mean = Erre gondol?
part-unknown = Pontosan erről nem tudok semmit. Ezt tudom:
second-question = Még valamit kérdezett:
not-sure = Ezt nem tudom biztosan. Ezért inkább nem mondok semmi téveset.
no-article-yet = Erről még nincs szövegem.
unit-knows = Itt kérdezzen: { $unit } ({ $meaning }).
helped-thanks = Örülök neki.
not-helped = Sajnálom. Egy ember jobban tud segíteni.
show-at-desk = Ezt mutassa meg a hivatalban:
language-unknown = Nem ismertem fel a nyelvet. Kérem, válassza ki a nyelvét.
language-unknown-danger = Veszélyben hívja:
went-wrong = Itt valami nem sikerült. Az üzenete megérkezett, de nem tudok válaszolni. Kérem, írjon még egyszer, vagy beszéljen egy emberrel.
maybe-again = Talán már megkapta ezt az üzenetet.

photo-not-read = Nem tudok képeket olvasni, és nem nyitottam meg. Kérem, ne küldjön ide fotót igazolványokról.
voice-not-read = Nem tudok hangüzeneteket hallgatni. Egy ember segíthet Önnek, vagy válasszon egy képet.
document-not-read = Nem tudok fájlokat olvasni, és nem nyitottam meg. Kérem, ne küldjön ide igazolványokat.
unreadable = Ezt sajnos nem tudom elolvasni.

button-areas = Témák
button-person = Beszélni egy emberrel
button-language = Nyelv
button-something-else = Valami más
button-more = Bővebben
button-all-of-it = Minden erről
button-german = Mutassa németül
button-helped = Ez segített
button-not-helped = Nem segített
button-notice = Ki olvassa ezt?
button-write-to = Írok ide: { $unit }
button-too-old = Ez a gomb már túl régi. Itt mehet tovább:
button-over = Ez már lezárult. Kérdezzen nyugodtan újra.

## A person

person-subject = Miről van szó? Írjon egy-két mondatot. Ők kapják meg: { $unit }.
person-offer = Ide tudom továbbadni a kérdését: { $unit }
person-unit = { $unit } = { $meaning }
person-employer-city = Ott Weißenfels város munkatársai dolgoznak.
person-employer-district = Ott a járás (Burgenlandkreis) munkatársai dolgoznak.
person-employer-both = Ott Weißenfels város és a járás (Burgenlandkreis) munkatársai dolgoznak.
person-gets = Ezt adom tovább:
person-no-time = Hogy mikor jön válasz, még nem tudjuk megmondani.
person-time-asked = A válasz idejét megmondjuk, amint tudjuk.
person-ask = Továbbadhatom ezt?
# What people type instead of pressing the button, with commas between.
typed-yes = igen, ok, jó, rendben
typed-no = nem
person-refused = Rendben. Nem adtam tovább semmit.
person-called-ask = Hogyan szólítsák Önt? Elég egy fedőnév, például „almafa”. A neve nem szükséges.
passed-language = Az Ön nyelve: { $language }
passed-reach-telegram = A válasz ide jön, ebbe a csevegésbe. A telefonszámát senki nem látja.
passed-reach-web = A válasz ide jön, erre az oldalra.
passed-called = Név vagy fedőnév: { $called }
passed-no-name = Nincs név
passed-topic = Téma: { $topic }
passed-no-topic = Téma: nincs megadva
passed-question = Az Ön kérdése:
passed-no-question = A kérdését nem adom tovább.
button-yes = Igen, adja tovább
button-no = Nem
button-strike = A kérdésem nélkül
button-unstrike = A kérdésemmel együtt
button-called = Fedőnevet adok meg
button-no-name = Név nélkül
button-other-unit = Másik iroda
other-unit-ask = Kinek szeretne írni?
unit-line = { $unit }: { $meaning }
enforcement-warning = Figyelem: { $unit } ellenőrző hivatal ({ $meaning }).
enforcement-ask = A tanácsadás legtöbbször jobb első lépés. Mégis ide szeretne írni: { $unit }?
button-enforcement-yes = Igen, mégis: { $unit }

case-opened = A kérdése most itt van: { $unit }. Az Ön száma: { $number }.
case-no-time = Hogy mikor jön válasz, még nem tudjuk megmondani. Az iroda még nem erősítette meg, mikor dolgozik.
case-time-asked = A válasz idejét megmondjuk, amint tudjuk.
case-go-on = Tőlem továbbra is bármit kérdezhet.
case-reach-ask = Hogyan szeretné megkapni a választ?
button-reach-write = Írjon nekem
button-reach-news = Csak ennyit: „Van valami új”
button-reach-none = Ne írjon, majd megnézem
reach-write = Rendben. A válasz ide jön. Szám: { $number }
reach-news = Rendben. Csak annyit írok, hogy van valami új. Itt olvashatja el: /person
reach-none = Rendben. Nem írok. Itt bármikor megnézheti: /person
sent-to-unit = Továbbadva: { $unit } · { $number }
stayed-here = Ezt az üzenetet csak a Lotse olvasta, ők nem: { $unit }.
alarm-told = { $unit }: most már tudják, hogy talán gyorsan segítségre van szüksége. Amit írt, azt nem kapták meg.
button-also-send = Küldje ide is: { $unit }
reopen-ask = Továbbadjam ezt ide is: { $unit }? Akkor a kérdése újra nyitva lesz. Szám: { $number }.
reopened = Továbbadva: { $unit }. A kérdése újra nyitva van. Szám: { $number }.
no-cases = Most egyik irodánál sincs kérdése.
case-title = Szám: { $number } · { $unit }
case-owner-waiting = A kérdése itt van: { $unit }. Még senki nem vette át.
case-owner-staff = Egy ember foglalkozik a kérdésével itt: { $unit }.
case-last = Utolsó üzenet: { $at }
case-news = Van valami új. Szám: { $number }. Itt olvashatja el: /person
case-taken = Most egy ember foglalkozik a kérdésével. Szám: { $number }, itt: { $unit }.
case-closed = Lezárult. Szám: { $number }. Ha még van kérdése, egyszerűen írjon nekem.
case-answer = Válasz innen: { $unit }
button-withdraw = Kérdés visszavonása
withdraw-ask = Ne dolgozzanak ezen tovább itt: { $unit }? Szám: { $number }. A kérdés akkor lezárul.
button-withdraw-yes = Igen, visszavonom
withdrawn = Kész. Szám: { $number }. Ezen már nem dolgozik: { $unit }.
staff-answer-from = Önnek ír: { $unit }
staff-original = Németül írva:
translation-machine = Egy program fordította. Fontos dolgoknál kérem, kérdezzen vissza.
translation-memory = Ezt a fordítást emberek egyszer már javították.
translation-reviewed = Ezt a mondatot emberek fordították.
translation-none = Erre még nincs fordítás. Itt a német szöveg.

## What belongs to the newcomer

notice = Ki olvassa ezt? Mit tárolunk?
notice-who = A Lotse Weißenfels városé. Egy program válaszol.
notice-what = Ezt tároljuk: a csevegés azonosítója, a nyelve és az, amit egy irodának továbbad. Nevet és telefonszámot nem.
notice-why = Csak azért tároljuk, hogy válaszolni tudjunk. Ha a Lotse egy kérdésre nem talál választ, a kérdést 90 napig tároljuk, nevek és számok nélkül. Így hamarosan megírhatjuk a választ.
notice-how-long = Az utolsó kérdését a Lotse egy nap után elfelejti. A továbbadott kérdéseket { $days } nappal a lezárásuk után töröljük. Ha ennyi ideig senki nem ír, a kérdés magától lezárul. Ha Ön ennyi ideig nem ír, és már egyetlen kérdését sem tároljuk, mindent törlünk Önről. Ezzel azonnal véget ér minden: /delete
notice-who-sees = Csak az az iroda olvassa, amelynek igent mond. A főnöke nem, a főbérlője nem, a lakásellenőrzés nem.
notice-telegram = A Telegram egy EU-n kívüli cég. Amit ott ír, ennél a cégnél is megvan.
notice-rights = Minden önkéntes. Az adatai: /mydata. Törlés: /delete
button-delete = Minden törlése
mydata = Ezt tároljuk Önről
mydata-language = Az Ön nyelve: { $language }
mydata-since = Ettől a naptól ír itt: { $at }
mydata-cases = { $count ->
    [0] Egyik irodánál sincs kérdése
    [one] { $count } kérdés egy irodánál
   *[other] { $count } kérdés az irodáknál
}
mydata-no-name = Nincs név és nincs telefonszám
mydata-all = Minden részletesen
mydata-all-newcomer = Ön
mydata-all-last-question = Az utolsó kérdése
mydata-all-draft = Még nincs továbbadva
mydata-all-consents = Amire igent mondott
mydata-all-cases = Az ügyei
mydata-all-articles = Szövegek, amelyeket kapott
mydata-all-unanswered = Kérdések, amelyekre nem kapott választ
mydata-all-messages = Amit a Lotse írt Önnek
mydata-all-files = Felajánlott fájlok
mydata-all-web = Ez a chatoldal
mydata-all-other = Egyéb
button-all-data = Mutasson mindent
delete-ask = Töröljek mindent?
delete-what = Ezt törlöm: a nyelve, a kérdései, a számai és a válaszok. Az irodák akkor már nem tudnak válaszolni Önnek.
button-delete-yes = Igen, töröljön mindent
button-keep = Nem, maradjon meg
deleted = Mindent töröltünk.
deleted-receipt = Igazolás: { $receipt }, { $at }
deleted-telegram = A Telegramban a csevegés megmarad Önnél. Ha szeretné, ott törölheti.
deleted-web = Most bezárhatja ezt az oldalt.
kept = Rendben. Minden marad, ahogy van.
stopped = Rendben. Magamtól nem írok többet. Ha Ön ír, válaszolok.

## Telegram: what stands in the menu (at most 256 characters) and on the bot's page (at most 120 and 512)

command-start = Kezdés elölről
command-help = Így segít a Lotse
command-language = Nyelv váltása
command-person = Beszélni egy emberrel
command-mydata = Mit tárolnak rólam?
command-delete = Minden törlése
command-stop = Ne jöjjön több üzenet
bot-short-description = Segítség az első lépésekben Weißenfelsben: lakcím, iskola, lakás, hivatalok. Az Ön nyelvén.
bot-description = A Lotse segít az első lépésekben Weißenfelsben. Kérdezzen a saját nyelvén: lakcím bejelentése, iskola, lakás, hivatalok. Itt egy program válaszol. Emberhez is mindig fordulhat.
