"""The topics: what a newcomer can ask about, as `area.topic`.

The vocabulary shared by articles, examples, routing and every test set. A topic may be added; an id once used
is kept. Every topic has an article but those of `meta`, on which the conversation acts.
"""

from typing import Final

TOPICS: Final[dict[str, str]] = {
    "registration.anmeldung": "must I register my address, how, deadline",
    "registration.documents": "which papers to bring to register",
    "registration.landlord_confirmation": "Wohnungsgeberbestätigung: the landlord's form, landlord refuses",
    "registration.office": "where the registration office is, opening hours, appointment",
    "registration.moving": "I move to another flat (Ummeldung)",
    "registration.leaving": "I leave Germany (Abmeldung)",
    "registration.late": "I missed the deadline, is there a fine",
    "registration.family": "registering spouse, children, a newborn; birth certificate",
    "registration.right_of_residence": "EU free movement, how long may I stay, do I need a permit",
    "registration.non_eu_family": "spouse/child is not an EU citizen",
    "registration.tax_id": "tax number, where is it, not received",
    "registration.identity_document": "passport/ID lost, stolen or expired",
    "registration.certified_translation": "certified translation of papers",
    "registration.church_tax": "religion in the form, church tax",
    "schooling.compulsory": "must my child go to school, from which age",
    "schooling.enrolment": "how do I enrol my child, which school",
    "schooling.entry_examination": "medical examination before school",
    "schooling.german_support": "my child speaks no German, language classes",
    "schooling.absence": "child is ill, holidays in term time, excuse note",
    "schooling.kita_place": "place in nursery/kindergarten, legal claim",
    "schooling.kita_costs": "what the kindergarten costs, help with fees",
    "schooling.after_school_care": "Hort, care after lessons",
    "schooling.measles": "measles vaccination proof",
    "schooling.education_package": "money for school things, meals, trips (Bildung und Teilhabe)",
    "schooling.transport": "school bus, ticket",
    "schooling.school_types": "which secondary school after class 4, kinds of schools",
    "schooling.vocational": "16 to 18 years, training, vocational school",
    "schooling.recognition": "recognition of foreign certificates/diplomas",
    "housing.waste": "which bin for what, collection days",
    "housing.bulky_waste": "old furniture, fridge, electronics",
    "housing.house_rules": "quiet hours, stairs cleaning, neighbours complain",
    "housing.rental_contract": "what the contract must say, subletting, visitors",
    "housing.employer_housing": "flat from the employer, rent deducted from wages, lose job = lose flat",
    "housing.minimum_standards": "how many people in a flat, overcrowding, minimum space",
    "housing.inspection": "housing inspection came / will come, what may they do, what must I do",
    "housing.defects": "mould, no heating, broken things, landlord does nothing",
    "housing.heating_ventilation": "how to heat and air",
    "housing.deposit": "deposit, how much, getting it back",
    "housing.termination": "notice periods, landlord wants me out, eviction",
    "housing.broadcasting_fee": "letter from the broadcasting fee service",
    "housing.utilities": "electricity/gas/water contract, additional costs bill",
    "housing.finding_flat": "I look for a flat, housing entitlement certificate",
    "housing.homeless": "I have nowhere to sleep",
    "work.contract": "my work contract, hours, holidays, sick leave rights",
    "work.unpaid_wages": "wages missing or too low, deductions",
    "work.dismissal": "I was dismissed",
    "work.accident": "accident at work",
    "work.advice": "where do workers get free advice in their language",
    "work.job_search": "looking for work",
    "work.unemployment_benefit": "Arbeitslosengeld, registering as looking for work (three-day and three-month rules)",
    "health.insurance": "health insurance, family insurance, card",
    "health.doctor": "find a doctor, out of hours, hospital, dentist",
    "health.pregnancy": "pregnant, midwife, birth, newborn visit",
    "health.vaccination": "vaccinations in general (not measles at school)",
    "health.pharmacy": "medicine, pharmacy at night",
    "health.mental_health": "help with fear, addiction, sleeplessness",
    "money.child_benefit": "Kindergeld",
    "money.jobcenter": "Jobcenter, basic income support, top-up",
    "money.housing_benefit": "Wohngeld",
    "money.parental_allowance": "Elterngeld",
    "money.child_supplement": "Kinderzuschlag",
    "money.bank_account": "opening an account",
    "money.debts": "debts, bailiff, reminders",
    "money.maintenance_advance": "Unterhaltsvorschuss",
    "money.tax_return": "income tax return, refund",
    "language.course": "German course for adults",
    "language.interpreter": "I need an interpreter for an office or doctor",
    "safety.emergency": "police, fire, ambulance numbers; acute danger",
    "safety.domestic_violence": "violence at home",
    "safety.exploitation": "passport taken, threats, forced work, trafficking",
    "safety.discrimination": "treated badly because of origin",
    "safety.child_protection": "worried about a child",
    "safety.self_harm": "somebody does not want to live any more",
    "offices.clearing": "Clearingstelle: what it does, where",
    "offices.neustadtbuero": "Neustadtbüro: what it does, where, events",
    "offices.school_team": "Schulteam",
    "offices.outreach": "outreach social work, home visits",
    "offices.letter": "I got an official letter/paper that I do not understand",
    "offices.appointment": "I need/change/cancel an appointment",
    "living.driving_licence": "foreign driving licence, registering a car",
    "living.public_transport": "bus and train, tickets",
    "meta.greeting": "hello, good morning",
    "meta.thanks": "thanks",
    "meta.goodbye": "goodbye",
    "meta.human": "wants to talk to a person here",
    "meta.change_language": "wants another language",
    "meta.delete_data": "wants everything deleted that is kept",
    "meta.privacy": "who reads this, who learns of it",
    "meta.bot": "who or what are you",
    "meta.complaint": "the answer was wrong or did not help",
    "meta.out_of_scope": "nothing here fits",
}
"""Every topic id with one line about what belongs to it."""

META: Final = "meta"
HUMAN: Final = "meta.human"
OUT_OF_SCOPE: Final = "meta.out_of_scope"
POLITE: Final = frozenset({"meta.greeting", "meta.thanks", "meta.goodbye"})
"""What people say around a question."""
EMERGENCY: Final = "safety.emergency"

SAFETY_TOPICS: Final[frozenset[str]] = frozenset(
    topic for topic in TOPICS if topic.startswith("safety.") and topic != "safety.discrimination"
) | {"housing.homeless"}
"""Topics answered at once in every state of the conversation, with telephone numbers first.

Discrimination is among the `safety` articles, but nobody is in danger when only this is named; nowhere to
sleep tonight is a danger although it is about housing.
"""


def area_of(topic: str) -> str:
    """Return the area of a topic: `housing` of `housing.deposit`."""
    return topic.partition(".")[0]


def is_meta(topic: str) -> bool:
    """Whether the conversation acts on this topic itself, so that no article exists."""
    return area_of(topic) == META


def is_safety(topic: str) -> bool:
    """Whether this topic comes first in every state, with telephone numbers."""
    return topic in SAFETY_TOPICS


def topics_of(area: str) -> tuple[str, ...]:
    """Return the topics of an area in the order in which they stand in `TOPICS`; none for an unknown area."""
    return tuple(topic for topic in TOPICS if area_of(topic) == area)
