# What the bot says by itself. "Tu". Short, warm, one thing a line. Names of units and offices stay German.

## First words

choose-language = Alege limba ta.
welcome = Bună, sunt Lotse. Te ajut când ajungi în Weißenfels.
welcome-ask = Scrie-mi întrebarea, așa cum vorbești. Sau alege o temă:
areas-ask = Despre ce este vorba?
area-ask = Ce vrei să știi?
area-registration = Înregistrarea adresei
area-schooling = Școală și grădiniță
area-housing = Locuință
area-work = Muncă
area-health = Sănătate
area-money = Bani de la stat
area-language = Germană și interpreți
area-offices = Birouri și scrisori
area-living = Mașină, autobuz, tren
area-safety = Ajutor în pericol

introduction-machine = Aici răspunde un program, nu un om.
introduction-unseen = Șeful tău, proprietarul și controlul locuințelor nu văd acest chat.
introduction-delete = Ștergi tot: /delete

help = Așa te ajută Lotse
help-ask = Scrie o întrebare, în limba ta. Greșelile nu contează.
help-person = Vorbești cu un om: /person
help-language = Altă limbă: /language
help-delete = Ce se păstrează despre tine? /mydata · Ștergi tot: /delete

thanks-back = Cu drag. Scrie-mi oricând.
goodbye = Numai bine. Scrie-mi oricând.

## Answers

do-you-mean = La asta te gândești?
part-unknown = Chiar despre asta nu am nimic. Iată ce știu:
second-question = Ai mai întrebat ceva:
not-sure = Nu știu sigur. De aceea nu vreau să-ți spun ceva greșit.
no-article-yet = Despre asta nu am încă un text.
unit-knows = Întreabă aici: { $unit } ({ $meaning }).
helped-thanks = Mă bucur.
not-helped = Îmi pare rău. Un om te poate ajuta mai bine.
show-at-desk = De arătat la birou:
language-unknown = Nu am recunoscut limba. Te rog, alege limba ta.
language-unknown-danger = În pericol sună la:
went-wrong = Ceva nu a mers aici. Mesajul tău a ajuns, dar nu pot să răspund. Scrie din nou sau vorbește cu un om.
maybe-again = Poate ai primit deja acest mesaj.

photo-not-read = Nu pot citi poze și nu am deschis-o. Te rog, nu trimite aici poze cu buletinul sau pașaportul.
voice-not-read = Nu pot asculta mesaje vocale. Un om te poate ajuta. Sau alege o imagine.
document-not-read = Nu pot citi fișiere și nu l-am deschis. Te rog, nu trimite aici acte de identitate.
unreadable = Îmi pare rău, asta nu pot citi.

button-areas = Teme
button-person = Vorbesc cu un om
button-language = Limba
button-something-else = Altceva
button-more = Mai mult
button-all-of-it = Tot despre asta
button-german = Arată în germană
button-helped = M-a ajutat
button-not-helped = Nu m-a ajutat
button-notice = Cine citește?
button-write-to = Scriu la { $unit }
button-too-old = Acest buton este prea vechi. Mergi mai departe aici:
button-over = Asta s-a încheiat deja. Poți întreba din nou.

## A person

person-subject = Despre ce este vorba? Scrie una sau două propoziții pentru: { $unit }.
person-offer = Pot trimite întrebarea ta la: { $unit }
person-unit = { $unit } = { $meaning }
person-employer-city = Acolo lucrează oameni ai orașului Weißenfels.
person-employer-district = Acolo lucrează oameni ai districtului (Burgenlandkreis).
person-employer-both = Acolo lucrează oameni ai orașului Weißenfels și ai districtului (Burgenlandkreis).
person-gets = Asta se trimite:
person-no-time = Nu putem spune încă când vine răspunsul.
person-time-asked = Îți spunem când vine răspunsul, imediat ce știm.
person-ask = Pot să trimit asta?
# What people type instead of pressing the button, with commas between.
typed-yes = da, ok, sigur, bine
typed-no = nu
person-refused = Bine. Nu am trimis nimic.
person-called-ask = Cum să-ți spună? Ajunge un cuvânt secret, de exemplu „măr”. Numele tău nu este necesar.
passed-language = Limba ta: { $language }
passed-reach-telegram = Răspunsul vine aici, în acest chat. Nimeni nu vede numărul tău de telefon.
passed-reach-web = Răspunsul vine aici, pe această pagină.
passed-called = Nume sau cuvânt secret: { $called }
passed-no-name = Fără nume
passed-topic = Subiect: { $topic }
passed-no-topic = Subiect: niciunul
passed-question = Întrebarea ta:
passed-no-question = Întrebarea ta nu se trimite.
button-yes = Da, trimite
button-no = Nu
button-strike = Fără întrebarea mea
button-unstrike = Cu întrebarea mea
button-called = Dau un cuvânt secret
button-no-name = Fără nume
button-other-unit = Alt birou
other-unit-ask = Cui vrei să scrii?
unit-line = { $unit }: { $meaning }
enforcement-warning = Atenție: { $unit } face controale ({ $meaning }).
enforcement-ask = De obicei este mai bine să ceri întâi un sfat. Vrei totuși să scrii la { $unit }?
button-enforcement-yes = Da, totuși la { $unit }

case-opened = Întrebarea ta este acum aici: { $unit }. Numărul tău este { $number }.
case-no-time = Nu putem spune încă când vine răspunsul. Biroul nu și-a confirmat încă programul.
case-time-asked = Îți spunem când vine răspunsul, imediat ce știm.
case-go-on = Poți să mă întrebi orice în continuare.
case-reach-ask = Cum vrei să primești răspunsul?
button-reach-write = Scrie-mi
button-reach-news = Doar „Este o noutate”
button-reach-none = Nu scrie, vin eu
reach-write = Bine. Răspunsul la { $number } vine aici.
reach-news = Bine. Scriu doar că este o noutate. O citești cu /person.
reach-none = Bine. Nu scriu. Poți citi oricând cu /person.
sent-to-unit = Trimis la: { $unit } · { $number }
stayed-here = Acest mesaj l-a citit doar Lotse, nu { $unit }.
alarm-told = { $unit } știe acum că poate ai nevoie repede de ajutor. Ce ai scris tu nu a ajuns acolo.
button-also-send = Trimite și la { $unit }
reopen-ask = Să primească și { $unit } acest mesaj? Atunci întrebarea ta { $number } este din nou deschisă.
reopened = Trimis la: { $unit }. Întrebarea ta { $number } este din nou deschisă.
no-cases = Acum nu este nicio întrebare de-a ta la un birou.
case-title = Numărul { $number } · { $unit }
case-owner-waiting = { $unit } are întrebarea ta. Încă nu a preluat-o nimeni.
case-owner-staff = Un om de la { $unit } se ocupă de întrebarea ta.
case-last = Ultimul mesaj: { $at }
case-news = Este o noutate la numărul { $number }. Citește cu /person.
case-taken = Acum un om se ocupă de numărul { $number }: { $unit }.
case-closed = Numărul { $number } s-a încheiat. Dacă mai ai ceva, scrie-mi.
case-answer = Răspuns de la { $unit }:
button-withdraw = Îmi retrag întrebarea
withdraw-ask = Vrei ca { $unit } să nu mai lucreze la numărul { $number }? Atunci întrebarea se încheie.
button-withdraw-yes = Da, o retrag
withdrawn = Gata. { $unit } nu mai lucrează la numărul { $number }.
staff-answer-from = { $unit } îți scrie:
staff-original = Scris în germană:
translation-machine = Un program a tradus. La lucruri importante te rog să mai întrebi o dată.
translation-memory = Oamenii au corectat deja această traducere.
translation-reviewed = Oamenii au tradus această propoziție.
translation-none = Pentru asta nu este încă o traducere. Aici este textul german.

## What belongs to the newcomer

notice = Cine citește? Ce se păstrează?
notice-who = Lotse este al orașului Weißenfels. Răspunde un program.
notice-what = Păstrăm: codul acestui chat, limba ta și ce trimiți la un birou. Fără nume, fără număr de telefon.
notice-why = Păstrăm asta doar ca să-ți putem răspunde. Dacă Lotse nu găsește răspuns la o întrebare, o păstrăm 90 de zile, fără nume și fără numere. Așa putem scrie în curând un răspuns.
notice-how-long = Lotse uită ultima ta întrebare după o zi. Întrebările trimise le ștergem la { $days ->
    [one] { $days } zi
    [few] { $days } zile
   *[other] { $days } de zile
} după ce s-au încheiat. Dacă nu scrie nimeni atâta timp, întrebarea se încheie singură. Dacă nu scrii nimic atâta timp și nu mai avem nicio întrebare de-a ta, ștergem tot ce păstrăm despre tine. Cu /delete se termină totul imediat.
notice-who-sees = Citește doar biroul căruia îi spui da. Nu șeful tău, nu proprietarul, nu controlul locuințelor.
notice-telegram = Telegram este o firmă din afara UE. Ce scrii acolo este și la această firmă.
notice-rights = Totul este de bunăvoie. Vezi datele tale: /mydata. Le ștergi: /delete
button-delete = Șterge tot
mydata = Asta se păstrează despre tine
mydata-language = Limba ta: { $language }
mydata-since = Scrii aici din { $at }.
mydata-cases = { $count ->
    [0] Nicio întrebare la un birou
    [one] { $count } întrebare la un birou
    [few] { $count } întrebări la birouri
   *[other] { $count } de întrebări la birouri
}
mydata-no-name = Fără nume și fără număr de telefon
mydata-all = Totul în detaliu
mydata-all-newcomer = Tu
mydata-all-last-question = Ultima ta întrebare
mydata-all-draft = Încă netrimis mai departe
mydata-all-consents = La ce ai spus da
mydata-all-cases = Cazurile tale
mydata-all-articles = Texte pe care le-ai primit
mydata-all-unanswered = Ce ai întrebat fără să primești răspuns
mydata-all-messages = Ce ți-a scris Lotse
mydata-all-files = Fișiere oferite
mydata-all-web = Această pagină de chat
mydata-all-other = Altele
button-all-data = Arată tot
delete-ask = Să șterg tot?
delete-what = Se șterg: limba ta, întrebările, numerele și răspunsurile. Birourile nu îți mai pot răspunde.
button-delete-yes = Da, șterge tot
button-keep = Nu, păstrează
deleted = Totul este șters.
deleted-receipt = Chitanța { $receipt }, { $at }
deleted-telegram = În Telegram chatul rămâne la tine. Șterge-l acolo, dacă vrei.
deleted-web = Acum poți închide această pagină.
kept = Bine. Totul rămâne cum este.
stopped = Bine. Nu-ți mai scriu eu primul. Când îmi scrii, răspund.

## Telegram: what stands in the menu (at most 256 characters) and on the bot's page (at most 120 and 512)

command-start = De la început
command-help = Cum ajută Lotse
command-language = Schimbă limba
command-person = Vorbesc cu un om
command-mydata = Ce se păstrează despre mine?
command-delete = Șterge tot
command-stop = Nu mai vreau mesaje
bot-short-description = Ajutor la sosirea în Weißenfels: adresă, școală, locuință, birouri. În limba ta.
bot-description = Lotse te ajută când ajungi în Weißenfels. Întreabă în limba ta: înregistrarea adresei, școală, locuință, birouri. Aici răspunde un program. Poți ajunge oricând la un om.
