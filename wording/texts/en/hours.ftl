# When offices are open, and the public holidays of Sachsen-Anhalt.

opening-closed = closed
opening-holidays = public holidays
opening-by-appointment = only with an appointment

office-closed-today = Closed today: { $office }
office-closed-holiday = Closed today ({ $holiday }): { $office }

holiday-new-year = New Year’s Day
holiday-epiphany = Epiphany
holiday-good-friday = Good Friday
holiday-easter-monday = Easter Monday
holiday-labour-day = Labour Day
holiday-ascension = Ascension Day
holiday-whit-monday = Whit Monday
holiday-unity-day = German Unity Day
holiday-reformation-day = Reformation Day
holiday-christmas-day = Christmas Day
holiday-boxing-day = Second Day of Christmas
