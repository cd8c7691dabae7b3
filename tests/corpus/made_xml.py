"""XML of parliaments, plays and corpora, written for these tests: fictional people, the shapes of real files."""

from __future__ import annotations

PARLAMINT = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="ParlaMint-XX_2021-03-04-lower" xml:lang="en" ana="#parla.sitting #reference">
   <teiHeader>
      <fileDesc>
         <titleStmt>
            <title type="main" xml:lang="en">Parliament of Ostmark, sitting 12</title>
            <title type="sub" xml:lang="en">Minutes of the lower house</title>
            <respStmt><persName>Ina Holt</persName><resp>Encoding</resp></respStmt>
         </titleStmt>
         <publicationStmt><date when="2023-10-01">2023-10-01</date></publicationStmt>
         <sourceDesc><bibl><title>Minutes</title><date when="2021-03-04">4.3.2021</date></bibl></sourceDesc>
      </fileDesc>
      <profileDesc>
         <settingDesc><setting><name type="city">Ost</name><date when="2021-03-04" ana="#parla.sitting">4 March 2021</date></setting></settingDesc>
      </profileDesc>
   </teiHeader>
   <text ana="#reference">
      <body>
         <div type="debateSection">
            <head>Water levy</head>
            <note type="time">The House met at ten.</note>
            <note type="speaker">President Dr. Mara Dusk:</note>
            <u xml:id="u1" who="#DuskMara" ana="#chair">
               <seg xml:id="s1">I open the
                  sitting.</seg>
               <seg xml:id="s2">The floor is Mr&#160;Pell’s &amp; his alone.</seg>
            </u>
            <u xml:id="u2" who="#PellJonas.1961" ana="#regular">
               <seg xml:id="s3">Thank you. <kinesic type="applause"><desc>Applause</desc></kinesic> The levy is <emph>too</emph> high.</seg>
               <vocal type="interruption"><desc>No!</desc></vocal>
               <gap reason="inaudible"><desc>inaudible</desc></gap>
               <seg xml:id="s4">Three point one.<note>He shows a sheet.</note></seg>
            </u>
            <note type="narrative">Unrest.</note>
            <u xml:id="u3" who="#PellJonas.1961" ana="#regular"><seg xml:id="s5">And unjust.</seg></u>
            <gap reason="editorial"><desc>SAMPLING</desc></gap>
            <u xml:id="u6" who="#PellJonas.1961" ana="#regular"><seg>At last.</seg></u>
            <u xml:id="u4"><seg>Hear, hear!</seg></u>
         </div>
         <div type="debateSection">
            <head>Roads</head>
            <u xml:id="u5" who="#PellJonas.1961" ana="#guest"><seg>On roads.</seg></u>
         </div>
      </body>
   </text>
</TEI>
"""

TOKENS = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt></fileDesc>
<profileDesc><particDesc><listPerson>
<person xml:id="RG"><persName><surname>Gray</surname><forename>Rosa</forename><nameLink>van</nameLink></persName></person>
</listPerson></particDesc></profileDesc></teiHeader><text><body>
<u who="#RG"><seg><s>
<w lemma="well">Well</w>
<name type="PER"><w lemma="Pell" join="right">Pell</w></name>
<pc>,</pc>
<w>no</w><w norm="x"/>
<linkGrp type="UD"><link ana="a" target="b"/></linkGrp>
</s></seg></u></body></text></TEI>"""

PLAY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The Weir</title></titleStmt></fileDesc>
<profileDesc><particDesc><listPerson><person xml:id="miller"><persName>The Miller</persName></person></listPerson></particDesc></profileDesc></teiHeader>
<text><front><castList><castItem>Miller</castItem></castList></front><body><div type="act"><head>ACT I</head><stage>A mill.</stage>
<sp who="#miller"><speaker>MILL.</speaker><l>The wheel is still,</l><l>the water <stage>pointing</stage> low.</l></sp>
<sp><speaker>Anna Reed.</speaker><p>Then wait.</p></sp></div></body></text></TEI>"""

SPOKEN = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Talk</title></titleStmt><sourceDesc><recordingStmt>
<recording type="audio"><date when="2019-05-06"/></recording></recordingStmt></sourceDesc></fileDesc><profileDesc><particDesc>
<person xml:id="SPK0" n="BEA"><persName><abbr>BEA</abbr></persName></person></particDesc></profileDesc></teiHeader><text>
<timeline unit="s"><when xml:id="T0"/><when xml:id="T1" interval="1.5" since="#T0"/><when xml:id="T2" interval="2.25" since="#T1"/></timeline><body>
<annotationBlock who="#SPK0" start="#T0" end="#T1"><u><seg type="utterance">Shall <anchor synch="#T0"/>we go?</seg></u>
<spanGrp type="en"><span>Let us go.</span></spanGrp></annotationBlock>
<annotationBlock who="#SPK1" start="#T1" end="#T2"><u>Yes <pause/><unclear>soon</unclear> <choice><orig>iz</orig><reg>is</reg></choice>.</u></annotationBlock>
</body></text></TEI>"""

AKOMA = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<debate name="hansard">
 <meta><identification source="#s"><FRBRWork><FRBRdate date="2016-02-03" name="#generation"/></FRBRWork>
  <FRBRManifestation><FRBRdate date="2020-01-01" name="#markup"/></FRBRManifestation></identification>
  <references source="#s"><TLCPerson eId="AnnMoor" href="/person/AnnMoor" showAs="Ann Moor"/><TLCPerson id="p7" href="/p7" showAs="Tom Ridge"/>
  <TLCPerson eId="EilLow" href="/person/EilLow"/></references></meta>
 <preface><p><docTitle>Assembly, <i>3 February</i> 2016</docTitle></p></preface>
 <debateBody><debateSection name="debate"><heading>Ferries</heading>
  <narrative><p>The Assembly met at two.</p></narrative>
  <speech by="#AnnMoor" as="#chair" startTime="2016-02-03T14:00:00"><from>THE SPEAKER:</from><p>Order. Question <i>four</i>.</p>
   <p>Mr Ridge.</p></speech>
  <question by="#p7" to="#x"><from>Tom Ridge (North):</from><p>When does the ferry sail?<remark>[Laughter]</remark></p></question>
  <answer by="#EilLow"><recordedTime time="14:02">2.02 pm</recordedTime><from>Deputy Eil Low</from><p>At ten.</p>
   <blockList><listIntroduction>Also:</listIntroduction><item><p>noon</p></item></blockList></answer>
  <speech by="#EilLow"><p>And at five.</p></speech>
  <rollCall><p>Ayes 4</p></rollCall>
  <speech>
     Plain words
     of nobody.
  </speech>
 </debateSection></debateBody></debate></akomaNtoso>
"""

PARLPARSE = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE publicwhip
[
<!ENTITY pound   "&#163;">
<!ENTITY eacute  "&#233;" >
]>
<publicwhip scrapeversion="a" latest="yes">
<oral-heading id="uk.org.publicwhip/debate/2008-05-15b.1539.0" nospeaker="true" colnum="1539" time="10:30:00">Oral Answers</oral-heading>
<major-heading id="uk.org.publicwhip/debate/2008-05-15b.1540.0" nospeaker="true" colnum="1540" time="10:30:00" url="http://example.org/1">
	Fisheries
</major-heading>
<speech id="uk.org.publicwhip/debate/2008-05-15b.1540.1" nospeaker="true" colnum="1540" time="10:30:00"><p>The House met at half-past Ten.</p></speech>
<speech id="uk.org.publicwhip/debate/2008-05-15b.1540.2" speakerid="uk.org.publicwhip/member/9" speakername="Nora Finch" speakeroffice="Minister"
 time="10:31:00">
<p pid="b.1540.2/1">The caf&eacute; costs &pound;5; <phrase class="x">see <i>vol. 2</i></phrase>.</p>
<p pid="b.1540.2/2" class="indent">&quot;So it does.&quot; Ren\xe9e agrees.</p>
</speech>
<speech id="uk.org.publicwhip/debate/2008-05-15b.1540.3" speakername="Hon. Members:" nospeaker="true" time=""><p>Oh!</p></speech>
<minor-heading id="uk.org.publicwhip/debate/2008-05-15b.1541.0" nospeaker="true">Nets</minor-heading>
<ques id="uk.org.publicwhip/wrans/2008-05-15b.1.q0" person_id="uk.org.publicwhip/person/3" speakername="Abel Stone"><p qnum="1">To ask about nets.</p></ques>
<reply id="uk.org.publicwhip/wrans/2008-05-15b.1.r0" speakerid="unknown" speakername="unknown"><p>None.</p></reply>
<division id="uk.org.publicwhip/debate/2008-05-15b.1542.0" divnumber="3"><divisioncount ayes="1" noes="2"/>
<mplist vote="aye"><mpname id="m1" vote="aye">Abel Stone</mpname></mplist></division>
</publicwhip>
"""

CANADA = """<?xml version="1.0" encoding="UTF-8"?>
<Hansard xml:lang="EN" id="1"><ExtractedInformation><ExtractedItem Name="Date">Tuesday, January 27, 2026</ExtractedItem>
 <ExtractedItem Name="InstitutionDebate">House of Commons Debates</ExtractedItem><ExtractedItem Name="Number">No. 074</ExtractedItem></ExtractedInformation>
<HansardBody><Intro><ParaText>The House met at 10 a.m.</ParaText></Intro>
<OrderOfBusiness><OrderOfBusinessTitle>Routine Proceedings</OrderOfBusinessTitle><SubjectOfBusiness><Timestamp Hr="10" Mn="05">(1005)</Timestamp>
 <FloorLanguage language="FR">[Translation]</FloorLanguage><SubjectOfBusinessTitle>Mills</SubjectOfBusinessTitle><SubjectOfBusinessContent>
 <Intervention Type="Debate" id="2"><PersonSpeaking><Affiliation DbId="3" Type="2">Hon. Ada Moss (Mill Creek, Lib.):</Affiliation></PersonSpeaking><Content>
  <ParaText id="4">Mr. Speaker, Bill <Document DbId="5">C-9</Document> is ready.</ParaText><FloorLanguage language="EN">[English]</FloorLanguage>
  <ParaText id="6">I thank <Affiliation DbId="7">the member</Affiliation>.</ParaText>
  <Interjection><PersonSpeaking><Affiliation>Some hon. members:</Affiliation></PersonSpeaking>
  <Content><ParaText>Hear, hear!</ParaText></Content></Interjection><ParaText>So be it.</ParaText></Content></Intervention>
 <ProceduralText>(Motion agreed to)</ProceduralText>
 <Intervention Type="Debate" id="8"><PersonSpeaking><Affiliation DbId="9">The Speaker:</Affiliation></PersonSpeaking>
  <Content><ParaText>Order.</ParaText></Content></Intervention>
 <WrittenQuestion><Question><QuestionID>Question No. 5</QuestionID><Questioner><Affiliation>Mr. Tom Ray:</Affiliation></Questioner>
  <QuestionContent><ParaText>How many mills?</ParaText></QuestionContent><Responder><Affiliation>Hon. Ada Moss:</Affiliation></Responder>
  <ResponseContent><ParaText>Nine.</ParaText></ResponseContent></Question></WrittenQuestion>
 </SubjectOfBusinessContent></SubjectOfBusiness></OrderOfBusiness></HansardBody></Hansard>
"""

TRANSCRIBER = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE Trans SYSTEM "trans-14.dtd">
<Trans scribe="x" audio_filename="mill_talk" version="2" version_date="190506">
<Topics><Topic id="to1" desc="mills"/></Topics>
<Speakers>
<Speaker id="spk1" name="Ren\xe9e Moss" check="no" dialect="native" accent="" scope="local"/>
<Speaker id="spk2" name="interviewer" check="no" dialect="native" accent="" scope="local"/>
</Speakers>
<Episode><Section type="report" startTime="0" endTime="20.5">
<Turn startTime="0" endTime="1.5"><Sync time="0"/>

</Turn>
<Turn speaker="spk2" startTime="1.5" endTime="4.25"><Sync time="1.5"/>
what about
<Sync time="3.0"/>
the <Event desc="b" type="noise" extent="instantaneous"/> mill
</Turn>
<Turn speaker="spk1" startTime="4.25" endTime="9"><Sync time="4.25"/>
it turns <Comment desc="laughs"/>
</Turn>
<Turn speaker="spk1 spk2" startTime="9" endTime="10"><Sync time="9"/><Who nb="1"/>
yes
<Who nb="2"/>
no
</Turn>
</Section></Episode></Trans>
"""
