"""Places that news names most, by their English names: the lexicon leads an Arabic name to its English one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from retrieval.language.text import Token
from retrieval.translation import Entry, Lexicon, Phrase, content_terms

LONGEST = 3
_NAMES = """
Afghanistan, Albania, Algeria, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahrain, Bangladesh,
Belarus, Belgium, Bolivia, Bosnia, Brazil, Britain, Bulgaria, Burkina Faso, Cambodia, Cameroon, Canada, Chad, Chile,
China, Colombia, Comoros, Congo, Croatia, Cuba, Cyprus, Czech Republic, Denmark, Djibouti, Ecuador, Egypt, England,
Eritrea, Estonia, Ethiopia, Finland, France, Gabon, Georgia, Germany, Ghana, Greece, Guinea, Haiti, Hungary, Iceland,
India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kosovo,
Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Liberia, Libya, Lithuania, Luxembourg, Madagascar, Malaysia, Mali, Malta,
Mauritania, Mexico, Moldova, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nepal, Netherlands, New
Zealand, Nicaragua, Niger, Nigeria, North Korea, Norway, Oman, Pakistan, Palestine, Panama, Paraguay, Peru,
Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Saudi Arabia, Scotland, Senegal, Serbia, Sierra Leone,
Singapore, Slovakia, Slovenia, Somalia, South Africa, South Korea, South Sudan, Spain, Sri Lanka, Sudan, Sweden,
Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Togo, Tunisia, Turkey, Turkmenistan, Uganda, Ukraine,
United Arab Emirates, United Kingdom, United States, Uruguay, USA, Uzbekistan, Venezuela, Vietnam, Wales, Western
Sahara, Yemen, Zambia, Zimbabwe, Africa, America, Asia, Europe, Middle East, Persian Gulf, Red Sea, Mediterranean,
Black Sea, Balkans, Caucasus, Sinai, Gaza, Gaza Strip, West Bank, Golan, Golan Heights, Kurdistan, Crimea, Darfur,
Kashmir, Donbas, Siberia, Nineveh, Anbar, Baghdad, Basra, Mosul, Erbil, Kirkuk, Najaf, Karbala, Fallujah, Ramadi,
Tikrit, Sulaymaniyah, Haditha, Damascus, Aleppo, Homs, Hama, Idlib, Latakia, Tartus, Raqqa, Deir ez-Zor, Daraa,
Hasakah, Qamishli, Palmyra, Beirut, Tripoli, Sidon, Tyre, Amman, Irbid, Aqaba, Jerusalem, Ramallah, Nablus, Hebron,
Jenin, Rafah, Khan Younis, Tel Aviv, Haifa, Eilat, Cairo, Alexandria, Giza, Suez, Khartoum, Omdurman, Port Sudan,
Benghazi, Misrata, Tunis, Algiers, Oran, Rabat, Casablanca, Nouakchott, Sanaa, Aden, Hodeidah, Taiz, Marib, Riyadh,
Jeddah, Mecca, Medina, Doha, Manama, Muscat, Abu Dhabi, Dubai, Sharjah, Kuwait City, Tehran, Isfahan, Mashhad, Tabriz,
Shiraz, Qom, Ankara, Istanbul, Kabul, Kandahar, Islamabad, Karachi, Lahore, Delhi, New Delhi, Mumbai, Dhaka, Moscow,
Kyiv, Kiev, Kharkiv, Odesa, Mariupol, Minsk, Warsaw, Berlin, Munich, Vienna, Geneva, Brussels, Paris, Marseille,
London, Dublin, Madrid, Barcelona, Lisbon, Rome, Milan, Athens, Belgrade, Sarajevo, Bucharest, Budapest, Prague,
Stockholm, Oslo, Copenhagen, Helsinki, Washington, New York, Chicago, Boston, Los Angeles, San Francisco, California,
Texas, Florida, Ottawa, Toronto, Mexico City, Havana, Brasilia, Buenos Aires, Caracas, Beijing, Shanghai, Hong Kong,
Tokyo, Seoul, Pyongyang, Hanoi, Bangkok, Jakarta, Manila, Kuala Lumpur, Canberra, Sydney, Melbourne, Nairobi, Addis
Ababa, Mogadishu, Kinshasa, Lagos, Abuja, Accra, Dakar, Bamako, Johannesburg, Pretoria, Cape Town
"""


@lru_cache(maxsize=1)
def _places() -> frozenset[Phrase]:
    return frozenset(content_terms(name) for name in _NAMES.split(","))


def is_place(name: Phrase) -> bool:
    """Whether the terms of an English name are those of a place; "Syrian" is none."""
    return name in _places()


def names_place(entries: Iterable[Entry]) -> bool:
    """Whether what was looked up in the lexicon is a place's name as it stands; "سورية" ("Syrian" too) is none."""
    return any(entry.exact and is_place(entry.en[0]) for entry in entries)


def english_place_at(words: Sequence[Token]) -> int:
    """How many of the first of `words` are one place's English name; 0 where none is."""
    sizes = range(min(LONGEST, len(words)), 0, -1)
    return next((size for size in sizes if is_place(tuple(word.term for word in words[:size]))), 0)


def place_at(words: Sequence[Token], lexicon: Lexicon) -> int:
    """How many of the first of `words` are one place's name in either language; 0 where none is."""
    if words[0].language == "en":
        return english_place_at(words)
    sizes = range(min(LONGEST, len(words)), 0, -1)
    return next((size for size in sizes if names_place(lexicon.lookup(words[:size]))), 0)
