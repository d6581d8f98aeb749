# Photos, voices and files.

video-not-read = Nem tudok videót nézni, és nem nyitottam meg. Egy ember segíthet Önnek, vagy válasszon egy képet.
file-ask-paper = Látszik rajta személyi igazolvány, útlevél vagy tartózkodási kártya?
file-ask-why = Igazolványokról nem fogadok el képet.
file-ask-where = Ha nem: csak annak az irodának adom tovább, amelyet itt választ.
voice-ask = Továbbadjam a hangüzenetet?
button-file-send = Nem. Adja tovább ide: { $unit }
button-voice-send = Igen. Adja tovább ide: { $unit }
button-file-paper = Igen, igazolvány
button-file-cancel = Ne adja tovább
file-refused = Akkor nem fogadom el. Semmit sem őriztem meg. Az igazolványt Ön mutassa meg a hivatalban.
file-cancelled = Rendben. Semmit sem adtam tovább, és semmit sem őriztem meg.
file-fetching = Rendben. Továbbadom ide: { $unit }
file-sent = Fájl továbbadva: { $unit } · { $number }
file-too-big = Ez túl nagy. Egy fájl legfeljebb 10 MB lehet.
file-kind = Ilyet nem tudok továbbadni. Lehet fotó, PDF vagy hangüzenet.
file-failed = Nem tudtam lekérni a fájlt. Kérem, küldje el még egyszer.
file-over = Már nincs meg a fájl. Kérem, küldje el még egyszer.
file-case-over = A fájlt nem adtam tovább, mert a kérdés már lezárult. Szám: { $number }
file-full = Ehhez a kérdéshez már nagyon sok fájl van. Többet nem tudok továbbadni.
web-attach = Fotó vagy fájl küldése
web-attach-choose = Fotó, PDF vagy hangfelvétel. Legfeljebb 10 MB.
web-attach-paper = Látszik rajta személyi igazolvány, útlevél vagy tartózkodási kártya?
web-attach-no = Nem
web-attach-yes = Igen
web-attach-send = Küldés ide: { $unit }
web-attach-missing = Kérem, válasszon egy fájlt, és válaszoljon a kérdésre.
