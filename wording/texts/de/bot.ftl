# What the bot says by itself. "Sie". Short, warm, one thing a line. Names of units and offices stay German.

## First words

choose-language = Wählen Sie Ihre Sprache.
welcome = Guten Tag, ich bin Lotse. Ich helfe Ihnen beim Ankommen in Weißenfels.
welcome-ask = Schreiben Sie mir Ihre Frage, so wie Sie sprechen. Oder wählen Sie ein Thema:
areas-ask = Worum geht es?
area-ask = Was möchten Sie wissen?
area-registration = Adresse anmelden
area-schooling = Schule und Kita
area-housing = Wohnung
area-work = Arbeit
area-health = Gesundheit
area-money = Geld vom Amt
area-language = Deutsch und Dolmetscher
area-offices = Ämter und Briefe
area-living = Auto, Bus und Bahn
area-safety = Hilfe in Gefahr

introduction-machine = Hier antwortet ein Programm, kein Mensch.
introduction-unseen = Ihr Chef, Ihr Vermieter und die Wohnraumkontrolle sehen diesen Chat nicht.
introduction-delete = Alles löschen: /delete

help = So hilft Lotse
help-ask = Schreiben Sie eine Frage, in Ihrer Sprache. Fehler sind kein Problem.
help-person = Mit einem Menschen sprechen: /person
help-language = Andere Sprache: /language
help-delete = Was ist über Sie gespeichert? /mydata · Alles löschen: /delete

thanks-back = Gern. Schreiben Sie mir jederzeit wieder.
goodbye = Alles Gute für Sie. Schreiben Sie mir jederzeit wieder.

## Answers

do-you-mean = Meinen Sie das?
part-unknown = Genau dazu habe ich nichts. Das weiß ich:
second-question = Sie haben noch etwas gefragt:
not-sure = Das weiß ich nicht sicher. Darum sage ich lieber nichts Falsches.
no-article-yet = Dazu habe ich noch keinen Text.
unit-knows = Fragen Sie hier nach: { $unit } ({ $meaning }).
helped-thanks = Das freut mich.
not-helped = Das tut mir leid. Ein Mensch kann Ihnen besser helfen.
show-at-desk = Zum Zeigen im Amt:
language-unknown = Ich habe die Sprache nicht erkannt. Bitte wählen Sie Ihre Sprache.
language-unknown-danger = In Gefahr rufen Sie an:
went-wrong = Hier ist etwas schiefgegangen. Ihre Nachricht ist angekommen, aber ich kann nicht antworten. Bitte schreiben Sie noch einmal oder sprechen Sie mit einem Menschen.
maybe-again = Vielleicht haben Sie diese Nachricht schon bekommen.

photo-not-read = Ich kann keine Bilder lesen und habe es nicht geöffnet. Bitte schicken Sie hier keine Fotos von Ausweisen.
voice-not-read = Ich kann Sprachnachrichten nicht hören. Ein Mensch kann Ihnen helfen, oder Sie wählen ein Bild.
document-not-read = Ich kann keine Dateien lesen und habe sie nicht geöffnet. Bitte schicken Sie hier keine Ausweise.
unreadable = Das kann ich leider nicht lesen.

button-areas = Themen
button-person = Mit einem Menschen sprechen
button-language = Sprache
button-something-else = Etwas anderes
button-more = Mehr dazu
button-all-of-it = Alles dazu
button-german = Auf Deutsch zeigen
button-helped = Das hat geholfen
button-not-helped = Nicht geholfen
button-notice = Wer liest mit?
button-write-to = An { $unit } schreiben
button-too-old = Dieser Knopf ist zu alt. Hier geht es weiter:
button-over = Das ist schon vorbei. Fragen Sie gern neu.

## A person

person-subject = Worum geht es? Schreiben Sie ein oder zwei Sätze für: { $unit }.
person-offer = Ich kann Ihre Frage weitergeben: { $unit }
person-unit = { $unit } = { $meaning }
person-employer-city = Dort arbeiten Menschen der Stadt Weißenfels.
person-employer-district = Dort arbeiten Menschen des Burgenlandkreises.
person-employer-both = Dort arbeiten Menschen der Stadt Weißenfels und des Burgenlandkreises.
person-gets = Das wird weitergegeben:
person-no-time = Wann eine Antwort kommt, können wir noch nicht sagen.
person-time-asked = Den Zeitpunkt der Antwort sagen wir Ihnen, sobald wir ihn kennen.
person-ask = Darf ich das weitergeben?
# What people type instead of pressing the button, with commas between.
typed-yes = ja, ok, gerne, einverstanden
typed-no = nein, nicht
person-refused = Gut. Ich habe nichts weitergegeben.
person-called-ask = Wie soll man Sie nennen? Ein Codewort genügt, zum Beispiel „Apfelbaum“. Ihr Name ist nicht nötig.
passed-language = Ihre Sprache: { $language }
passed-reach-telegram = Die Antwort kommt hier in diesen Chat. Ihre Telefonnummer sieht niemand.
passed-reach-web = Die Antwort kommt hier auf diese Seite.
passed-called = Name oder Codewort: { $called }
passed-no-name = Kein Name
passed-topic = Thema: { $topic }
passed-no-topic = Thema: keines genannt
passed-question = Ihre Frage:
passed-no-question = Ihre Frage wird nicht weitergegeben.
button-yes = Ja, weitergeben
button-no = Nein
button-strike = Ohne meine Frage
button-unstrike = Mit meiner Frage
button-called = Codewort angeben
button-no-name = Ohne Namen
button-other-unit = Andere Stelle
other-unit-ask = An wen möchten Sie schreiben?
unit-line = { $unit }: { $meaning }
enforcement-warning = Achtung: { $unit } ist eine Kontrollstelle ({ $meaning }).
enforcement-ask = Eine Beratung ist meist der bessere erste Schritt. Möchten Sie trotzdem an { $unit } schreiben?
button-enforcement-yes = Ja, trotzdem an { $unit }

case-opened = Ihre Frage ist jetzt hier: { $unit }. Ihre Nummer ist { $number }.
case-no-time = Wann eine Antwort kommt, können wir noch nicht sagen. Die Stelle hat ihre Zeiten noch nicht bestätigt.
case-time-asked = Den Zeitpunkt der Antwort sagen wir Ihnen, sobald wir ihn kennen.
case-go-on = Sie können mich weiter alles fragen.
case-reach-ask = Wie möchten Sie die Antwort bekommen?
button-reach-write = Schreiben Sie mir
button-reach-news = Nur „Es gibt etwas Neues“
button-reach-none = Nicht schreiben, ich komme
reach-write = Gut. Die Antwort auf { $number } kommt hierher.
reach-news = Gut. Ich schreibe nur, dass es etwas Neues gibt. Lesen können Sie es mit /person.
reach-none = Gut. Ich schreibe nicht. Nachlesen können Sie jederzeit mit /person.
sent-to-unit = Weitergegeben: { $unit } · { $number }
stayed-here = Diese Nachricht hat nur Lotse gelesen, nicht { $unit }.
alarm-told = { $unit } weiß jetzt, dass Sie vielleicht schnell Hilfe brauchen. Was Sie geschrieben haben, hat die Stelle nicht bekommen.
button-also-send = Auch an { $unit } senden
reopen-ask = Soll { $unit } das auch bekommen? Dann ist Ihre Frage { $number } wieder offen.
reopened = Weitergegeben: { $unit }. Ihre Frage { $number } ist wieder offen.
no-cases = Im Moment liegt keine Frage von Ihnen bei einer Stelle.
case-title = Nummer { $number } · { $unit }
case-owner-waiting = { $unit } hat Ihre Frage. Noch hat niemand sie übernommen.
case-owner-staff = Ein Mensch von { $unit } kümmert sich um Ihre Frage.
case-last = Letzte Nachricht: { $at }
case-news = Es gibt etwas Neues zu Nummer { $number }. Lesen Sie es mit /person.
case-taken = Jetzt kümmert sich ein Mensch um Nummer { $number }: { $unit }.
case-closed = Nummer { $number } ist beendet. Wenn noch etwas offen ist, schreiben Sie mir einfach.
case-answer = Antwort von { $unit }:
button-withdraw = Frage zurückziehen
withdraw-ask = Soll { $unit } nicht mehr an Nummer { $number } arbeiten? Die Frage endet dann.
button-withdraw-yes = Ja, zurückziehen
withdrawn = Erledigt. { $unit } arbeitet nicht mehr an Nummer { $number }.
staff-answer-from = { $unit } schreibt Ihnen:
staff-original = Auf Deutsch geschrieben:
translation-machine = Ein Programm hat übersetzt. Bei wichtigen Dingen fragen Sie bitte nach.
translation-memory = Die Übersetzung haben Menschen schon einmal verbessert.
translation-reviewed = Menschen haben diesen Satz übersetzt.
translation-none = Dafür gibt es noch keine Übersetzung. Hier steht der deutsche Text.

## What belongs to the newcomer

notice = Wer liest mit? Was wird gespeichert?
notice-who = Lotse gehört der Stadt Weißenfels. Es antwortet ein Programm.
notice-what = Gespeichert sind: Ihre Chat-Kennung, Ihre Sprache und was Sie einer Stelle weitergeben. Kein Name, keine Telefonnummer.
notice-why = Gespeichert wird das nur, damit wir Ihnen antworten können. Findet Lotse auf eine Frage keine Antwort, behalten wir sie 90 Tage ohne Namen und ohne Zahlen. So können wir bald eine Antwort schreiben.
notice-how-long = Ihre letzte Frage vergisst Lotse nach einem Tag. Weitergegebene Fragen löschen wir { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
} nach ihrem Ende. Schreibt so lange niemand etwas, endet eine Frage von selbst. Wenn Sie so lange nichts schreiben und keine Frage von Ihnen mehr da ist, löschen wir alles über Sie. Mit /delete endet alles sofort.
notice-who-sees = Es liest nur die Stelle, zu der Sie Ja sagen. Nicht Ihr Chef, nicht Ihr Vermieter, nicht die Wohnraumkontrolle.
notice-telegram = Telegram ist eine Firma außerhalb der EU. Was Sie dort schreiben, liegt auch bei dieser Firma.
notice-rights = Alles ist freiwillig. Ihre Daten sehen: /mydata. Löschen: /delete
button-delete = Alles löschen
mydata = Das ist über Sie gespeichert
mydata-language = Ihre Sprache: { $language }
mydata-since = Sie schreiben hier seit dem { $at }.
mydata-cases = { $count ->
    [0] Keine Frage bei einer Stelle
    [one] { $count } Frage bei einer Stelle
   *[other] { $count } Fragen bei Stellen
}
mydata-no-name = Kein Name und keine Telefonnummer
mydata-all = Alles im Einzelnen
mydata-all-newcomer = Sie
mydata-all-last-question = Ihre letzte Frage
mydata-all-draft = Noch nicht weitergegeben
mydata-all-consents = Ihr Ja
mydata-all-cases = Ihre Fälle
mydata-all-articles = Texte, die Sie bekommen haben
mydata-all-unanswered = Ihre Fragen ohne Antwort
mydata-all-messages = Was Lotse Ihnen geschrieben hat
mydata-all-files = Angebotene Dateien
mydata-all-web = Diese Chat-Seite
mydata-all-other = Weiteres
button-all-data = Alles zeigen
delete-ask = Soll ich alles löschen?
delete-what = Gelöscht werden: Ihre Sprache, Ihre Fragen, Ihre Nummern und die Antworten. Die Stellen können Ihnen dann nicht mehr antworten.
button-delete-yes = Ja, alles löschen
button-keep = Nein, behalten
deleted = Alles ist gelöscht.
deleted-receipt = Quittung { $receipt }, { $at }
deleted-telegram = In Telegram bleibt der Chat bei Ihnen stehen. Löschen Sie ihn dort selbst, wenn Sie möchten.
deleted-web = Sie können diese Seite jetzt schließen.
kept = Gut. Es bleibt alles, wie es ist.
stopped = Gut. Ich schreibe Ihnen nicht mehr von selbst. Wenn Sie schreiben, antworte ich.

## Telegram: what stands in the menu (at most 256 characters) and on the bot's page (at most 120 and 512)

command-start = Von vorne beginnen
command-help = So hilft Lotse
command-language = Sprache wechseln
command-person = Mit einem Menschen sprechen
command-mydata = Was ist über mich gespeichert?
command-delete = Alles löschen
command-stop = Keine Nachrichten mehr
bot-short-description = Hilfe beim Ankommen in Weißenfels: Adresse, Schule, Wohnung, Ämter. In Ihrer Sprache.
bot-description = Lotse hilft Ihnen beim Ankommen in Weißenfels. Fragen Sie in Ihrer Sprache: Adresse anmelden, Schule, Wohnung, Ämter. Hier antwortet ein Programm. Ein Mensch ist immer erreichbar.
