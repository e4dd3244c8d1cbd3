"""Names of made-up firms in Latin letters: as the firm registered its own, one of the ways in which people spell it."""

from __future__ import annotations

import random
import re
import string

SPELLINGS: dict[str, tuple[str, ...]] = {
    "ไทย": ("Thai",),
    "สยาม": ("Siam", "Sayam"),
    "เอเชีย": ("Asia",),
    "บางกอก": ("Bangkok",),
    "ทรัพย์": ("Sap", "Sub", "Supp"),
    "เจริญ": ("Charoen", "Jaroen", "Chareon"),
    "รุ่งเรือง": ("Rungruang", "Roongruang", "Rungrueang"),
    "พัฒนา": ("Pattana", "Phatthana", "Patana"),
    "กิจ": ("Kit", "Kij"),
    "ชัย": ("Chai", "Chaiy"),
    "มงคล": ("Mongkol", "Mongkhon"),
    "สิน": ("Sin",),
    "ทวี": ("Tawee", "Thawi", "Thavee"),
    "วัฒนา": ("Wattana", "Watthana", "Vatana"),
    "ศรี": ("Sri", "Si"),
    "เมือง": ("Muang", "Mueang"),
    "ทอง": ("Thong", "Tong"),
    "เพชร": ("Phet", "Petch", "Pet"),
    "นคร": ("Nakorn", "Nakhon"),
    "บูรพา": ("Burapa", "Burapha", "Boorapa"),
    "อุดม": ("Udom", "Oudom"),
    "สมบูรณ์": ("Somboon", "Sombun"),
    "เทคโนโลยี": ("Technology",),
    "อิเล็กทริค": ("Electric",),
    "พลาสติก": ("Plastic",),
    "สตีล": ("Steel",),
    "ไลท์ติ้ง": ("Lighting",),
    "ซัพพลาย": ("Supply",),
    "เทรดดิ้ง": ("Trading",),
    "พาวเวอร์": ("Power",),
    "โกลบอล": ("Global",),
    "อินเตอร์": ("Inter",),
    "มาสเตอร์": ("Master",),
    "ยูเนี่ยน": ("Union",),
    "แปซิฟิก": ("Pacific",),
    "ดิจิทัล": ("Digital",),
    "สมาร์ท": ("Smart",),
    "กรีน": ("Green",),
    "ธนา": ("Thana", "Tana"),
    "ธุรกิจ": ("Thurakit", "Turakij"),
    "ภัณฑ์": ("Phan", "Pan"),
    "ผลิตภัณฑ์": ("Product", "Products"),
    "สหกิจ": ("Sahakit", "Sahakij"),
    "หลวง": ("Luang",),
    "มหา": ("Maha",),
    "ใจดี": ("Jaidee", "Chaidi"),
    "ใหม่": ("Mai",),
    "ถาวร": ("Thawon", "Thaworn", "Tavorn"),
    "ภูมิ": ("Phum", "Poom"),
    "ผาสุก": ("Phasuk", "Pasook"),
    "ขวัญ": ("Khwan", "Kwan"),
    "สุข": ("Suk", "Sook"),
    "อุษา": ("Usa", "Ousa"),
    "ประดิษฐ์": ("Pradit", "Pradith"),
    "ฐานทอง": ("Thanthong", "Tanthong"),
    "เฉลิม": ("Chaloem", "Chalerm"),
    "ฉัตร": ("Chat", "Chatr"),
    "น้ำทิพย์": ("Namthip", "Numtip"),
    "ก้าวนำ": ("Kaonam", "Kaonum"),
    "ฮวด": ("Huat", "Huad"),
    "เฮง": ("Heng",),
    "ฝ้าย": ("Fai",),
    "ฤทธิ์": ("Rit", "Rith"),
    "หนึ่ง": ("Nueng", "Neung"),
    "พฤกษา": ("Pruksa", "Phrueksa"),
    "กฤษฎา": ("Kritsada", "Krisda"),
    "สึนามิ": ("Tsunami",),
    "ไฮเทค": ("Hitech", "Hi-Tech"),
    "ถนอม": ("Thanom", "Tanom"),
    "ผึ้งหลวง": ("Phuengluang", "Puengluang"),
    "ลึกล้ำ": ("Luekla", "Luekkla"),
    "โอฬาร": ("Olan", "Oran"),
    "มาฆะ": ("Makha", "Maka"),
    "กรุ๊ป": ("Group",),
    "อินดัสตรี": ("Industry", "Industries"),
    "(ประเทศไทย)": ("(Thailand)",),
    "อินเตอร์เนชั่นแนล": ("International",),
    "เอ็นเตอร์ไพรส์": ("Enterprise",),
}
LATIN_LEADS = ("", "", "Manufactured by ", "Imported by : ", "Distributed by ", "ผลิตโดย ", "ผู้นำเข้า ")
LEGAL = ("Co., Ltd.", "Co.,Ltd.", "Company Limited", "CO., LTD.")
_WORD = re.compile("|".join(map(re.escape, sorted(SPELLINGS, key=len, reverse=True))))


def latin(holder: str) -> str:
    """The registered Latin name of a made-up firm (`worlds.world`): the same each time it is asked."""
    return spelled(holder, random.Random(holder))


def spelled(holder: str, rng: random.Random) -> str:
    """One way to spell a made-up firm's name in Latin letters."""
    words = [rng.choice(SPELLINGS[word]) for word in _WORD.findall(holder)]
    name, closed = words[0], rng.random() < 0.3
    for word in words[1:]:
        name += word.lower() if closed and not word.startswith("(") and word != words[-1] else f" {word}"
    return f"{name.upper() if rng.random() < 0.5 else name} {rng.choice(LEGAL)}"


def misspelled(name: str, rng: random.Random) -> str:
    """A Latin name with one letter of the name proper replaced, in the case of that letter."""
    end = len(name) - max(len(form) for form in LEGAL if name.endswith(form))
    at = rng.choice([i for i in range(end) if name[i].isalpha() and name[i].isascii()])
    letters = string.ascii_lowercase if name[at].islower() else string.ascii_uppercase
    return name[:at] + rng.choice([letter for letter in letters if letter != name[at]]) + name[at + 1 :]
