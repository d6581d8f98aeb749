# What the public pages /info say around the articles.

info-title = Information for newcomers in Weißenfels
info-lead = Every answer says where it comes from. Search in your own words, or choose a topic.
info-look-for = What are you looking for?
info-search = Search
info-found = { $count ->
    [one] { $count } text found
   *[other] { $count } texts found
}
info-nothing = We found nothing about this. Try other words, or ask Lotse.
info-ask = Ask Lotse
info-ask-why = Do you have another question? Lotse answers in your language. We do not need your name.
info-more = More about this
info-sources = Where this comes from
info-german = In German, to show to somebody
info-related = This may help too
info-languages = Other languages
info-topics = All topics
info-qr = For a notice board: QR code of this page
info-changed = This page was last changed on { $date }
info-missing = This page does not exist
info-missing-why = Perhaps it was removed, or the address is not quite right.
info-to-content = Go to the text
info-on-phone = This page on your phone
