# When offices are open, and the public holidays of Sachsen-Anhalt.

opening-closed = затворено
opening-holidays = на официални празници
opening-by-appointment = само със записан час

office-closed-today = Днес е затворено: { $office }
office-closed-holiday = Днес е затворено ({ $holiday }): { $office }

holiday-new-year = Нова година
holiday-epiphany = Богоявление
holiday-good-friday = Разпети петък, по германския календар
holiday-easter-monday = Великденски понеделник, по германския календар
holiday-labour-day = Ден на труда
holiday-ascension = Възнесение Господне, по германския календар
holiday-whit-monday = понеделник след Петдесетница, по германския календар
holiday-unity-day = Ден на германското единство
holiday-reformation-day = Ден на Реформацията
holiday-christmas-day = първи ден на Коледа
holiday-boxing-day = втори ден на Коледа
