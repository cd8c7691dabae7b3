"""A town's record for the tests of what a question means: namesakes, two labels of one person, roles, and names of those who never speak."""

from __future__ import annotations

from rag.cast import Cast
from tests.rag.made_record import names, transcript

COUNCIL_2022 = transcript(
    "council-2022",
    "2022-06-08",
    ("MAYOR SOLHEIM", "Not one crown on the water bill. The tidal wall can wait."),
    ("COUNCILLOR REYES", "It will cost 310 million, as Maren Tidal plc told its shareholders, and Maren Tidal has never lied to me."),
    ("MS. QUIST", "The lock is too narrow."),
    ("CLERK", "Noted."),
)
PRESS_2023 = transcript(
    "press-2023",
    "2023-03-14",
    ("Question (translated from Kalvian)", "What of the herring?"),
    ("Amara Okafor", "The quota stays. President Halvard Moe of Kalvia agrees. With Kalvia we talk, in Kalvia we trade, and NATO is no part of it."),
    (
        "Amara Okafor (speaking after Javad Zarif)",
        "As Zarif says, the lifts are slow. I answered Viggo Brun and Viggo Brun answered me; Brun is a patient man.",
    ),
    ("Yusuf Demir", "Kalvia wants observers. The Nord Stream pipe is shut, and Nord Stream stays shut."),
)
WORKS_2023 = transcript(
    "works-2023",
    "2023-02-19",
    ("Q", "How high was it?"),
    ("MR. OSEI", "Three metres. My name is Samuel Osei, by the way."),
    ("DR. SATO", "Nobody died. We had one hydrologist at the shelter."),
)
COUNCIL_2024 = transcript(
    "council-2024",
    "2024-04-17",
    ("Ingrid Solheim", "I propose a levy of four crowns."),
    ("Tomas Reyes", "It will cost 468 million."),
    ("Nora Quist", "Twenty-two metres will do."),
    ("Daniel Okafor", "I would build it to 3.9 metres."),
    ("Clerk", "Noted."),
)
GROUP = transcript(
    "group",
    None,
    ("PERSON2", "The seals broke."),
    ("Project Manager", "Make it yellow."),
    ("Marketing", "Nobody buys yellow."),
    ("Industrial Designer", "Rubber, then."),
)
TOWN = (COUNCIL_2022, PRESS_2023, WORKS_2023, COUNCIL_2024, GROUP)
SPEAKERS = names(TOWN)
CAST = Cast(TOWN)

SOLHEIM = {"MAYOR SOLHEIM", "Ingrid Solheim"}
REYES = {"COUNCILLOR REYES", "Tomas Reyes"}
QUIST = {"MS. QUIST", "Nora Quist"}
OKAFORS = {"Amara Okafor", "Daniel Okafor"}
