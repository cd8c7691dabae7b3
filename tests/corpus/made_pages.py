"""Web pages in the manner of sites that publish transcripts. Everybody and everything in them is made up."""

from __future__ import annotations

BRIEFING = """<!DOCTYPE html>
<html lang="en-US"><head><meta charset="utf-8">
<title>Press Briefing by Press Secretary Mara Oduya, March 3, 2022 | The Harbour Office</title>
<meta property="og:title" content="Press Briefing by Press Secretary Mara Oduya, March 3, 2022 | The Harbour Office">
<meta property="og:site_name" content="The Harbour Office">
<meta property="article:published_time" content="2022-03-04T01:20:00+00:00">
<style>.nav { color: red }</style><script>var ready = "MS. ODUYA: not said";</script></head>
<body class="single has-sidebar page-template">
<div id="onetrust-banner-sdk" class="cookie-banner"><p>We use cookies to make this site better. Please accept them all.</p><button>Accept</button></div>
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header class="site-header"><nav aria-label="Main"><ul><li><a href="/">Home</a></li><li><a href="/a">Administration</a></li></ul></nav></header>
<main id="content"><article>
<header><h1 class="page-title">Press Briefing by Press Secretary Mara Oduya, March 3, 2022</h1>
<time class="posted-on" datetime="2022-03-03T20:20:00-05:00">March 03, 2022</time><span class="cat-links">Press Briefings</span></header>
<section class="body-content"><div class="container">
<p>The Old Customs House</p>
<p>1:06 P.M. EST</p>
<p>MS. ODUYA:&nbsp; Hi, everyone.&nbsp; Welcome.</p>
<p>The gates held last night. <em>All</em> of them,<br>I am glad to say.</p>
<p>Q&nbsp; &nbsp; Did the <a href="/seven">seventh gate</a> hold as well?</p>
<p>MS. ODUYA:&nbsp; It did.&nbsp; (Laughter.)</p>
<p>MR. HAIN:&nbsp; One thing: it held &amp; it leaked.</p>
<p>Q&nbsp; &nbsp; By how much?</p>
<p>MS. ODUYA:&nbsp; A litre.&nbsp; Thank you, everyone.</p>
<p class="has-text-align-center">1:41 P.M. EST</p>
</div></section></article>
<section class="related-posts"><h2>Next Post</h2>
<p>Readout of a call about the gates, which was long and friendly and went on into the night.</p></section></main>
<footer><p>Copyright The Harbour Office. All rights reserved.</p></footer></body></html>
"""

NEWS = """<html><head><title>DNN.com - Transcripts</title><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><body>
<table width="100%"><tr><td class="nav"><a href="/">Home</a> <a href="/world">World</a></td></tr><tr><td>
<p class="cnnTransStoryHead">THE LAMP</p>
<p class="cnnTransSubHead">Harbour Wall Breached; Mayor Resigns. Aired 5-6p ET</p>
<p class="cnnBodyText">Aired April 5, 2023 - 17:00 &nbsp; ET</p>
<p class="cnnBodyText">THIS IS A RUSH TRANSCRIPT. THIS COPY MAY NOT BE IN ITS FINAL FORM AND MAY BE UPDATED.</p>
<p class="cnnBodyText">[17:00:03]<br><br>ANA WEISS, DNN HOST: Good evening. The wall was breached
at four.<br><br>(BEGIN VIDEO CLIP)<br><br>PIET HAIN, MAYOR OF LOWMOUTH: I warned them twice.<br><br>(END VIDEO CLIP)<br><br>WEISS: He did. Here is our
correspondent.<br><br>LENA ROTH, DNN CORRESPONDENT: Thank you, Ana.<br>The water is still rising.<br><br>[17:05:00]<br><br>WEISS: Stay dry.<br><br></p>
<p class="cnnBodyText">TO ORDER VIDEOTAPES AND TRANSCRIPTS OF DNN PROGRAMMING, PLEASE CALL 800-555-0100.</p>
</td></tr></table></body></html>
"""

CALLOUTS = """<html><head><meta charset="utf-8"><title>Mayor of Lowmouth Press Conference Transcript - Rvv</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "Article", "headline":
"Mayor of Lowmouth Press Conference Transcript", "datePublished": "2023-04-06T09:00:00Z"}]}</script></head><body><div class="page">
<div class="navbar"><a href="/">Rvv</a><div>Transcribe a file</div></div>
<div class="fl-rich-text"><p>The mayor spoke about the wall. Read the whole conference below.</p></div>
<div id="transcription" class="fl-callout-text">
<p>Piet Hain (<a href="https://example.org?ts=0.5">00:00</a>):<br>Good morning. I’ll be brief.</p>
<p>Speaker 2 (<a href="https://example.org?ts=12">00:12</a>):<br>Will you resign?</p>
<p>Piet Hain (<a href="https://example.org?ts=13">00:13</a>):<br>No. The wall is not mine.</p>
<p>And it never was.</p>
</div><div class="cta-block"><p>Subscribe to our newsletter, and never miss a transcript that other people talk about.</p></div></div></body></html>
"""

RADIO = """<!doctype html><title>The tide, explained</title><meta name="date" content="2021-11-02"><body><div id="main-section"><article class="story">
<h1>The tide, explained</h1>
<div class="transcript storytext"><p>JO BARR, HOST:</p><p>The tide comes twice a day. Lena Roth reports from Lowmouth.</p>
<p>LENA ROTH, BYLINE: It is cold here.</p><p>(SOUNDBITE OF WAVES)</p><p>UNIDENTIFIED PERSON: Very cold.</p><p>ROTH: And wet.</p><p>BARR: Thank you, Lena.</p>
<p class="disclaimer">Copyright 2021 Tide Radio. All rights reserved. Visit our website terms of use for further information.</p></div></article></div>
"""

FOLDED = """<!doctype html><html><head><title>Episode 12: Of Gates - Podcast</title></head><body><main><h1>Episode 12: Of Gates</h1>
<p>In this episode, Mara and Piet talk about gates, and about people who open them, for an hour and then some.</p>
<button aria-expanded="false">Show transcript</button>
<div class="accordion__panel" hidden><div class="turn"><span class="speaker">Mara</span> <span class="timestamp">00:00:04</span><p>Welcome back.</p></div>
<div class="turn"><span class="speaker">Piet</span> <span class="timestamp">00:00:09</span><p>Glad to be here.</p><p>Truly.</p></div>
<div class="turn"><span class="speaker">Mara</span> <span class="timestamp">00:01:00</span><p>So: gates.</p></div></div>
<section class="reviews"><p>Five stars: the best podcast about gates there is, says everybody who listened to it.</p></section></main></body></html>
"""

INTERVIEW = """<html><body><div id="wrap"><h2>A talk with the keeper</h2>
<p><em>Ana Weiss met the keeper of the gates at her home in Lowmouth in the spring, over tea.</em></p>
<p><b>Ana Weiss</b> You kept the gates for thirty years.</p><p><b>Mara Oduya</b> Thirty-one.</p><p>It felt longer.</p><p><b>Ana Weiss</b> Why did you stop?</p>
<p><b>Mara Oduya</b> My knees. <b>Never</b> grow old.</p></div></body></html>
"""

TABLE = """<html><body><h1>Committee of Tides, 7 June 2022</h1><table class="transcript">
<thead><tr><th>Time</th><th>Speaker</th><th>Text</th></tr></thead><tbody>
<tr><td>00:00:02</td><td>The Chair</td><td>Order.</td></tr><tr><td>00:00:05</td><td>Mara Oduya</td><td><p>I move the minutes.</p><p>As they stand.</p></td></tr>
<tr><td></td><td></td><td>With one correction.</td></tr><tr><td>00:00:20</td><td>The Chair</td><td>Carried.</td></tr></tbody></table></body></html>
"""

LISTED = """<html><body><p>Recorded on 7 June 2022.</p><dl><dt>Mara Oduya:</dt><dd>Is it on?</dd><dt>Piet Hain:</dt><dd>It is. It has been<br>all the time.</dd>
<dt>Mara Oduya:</dt><dd>Oh.</dd></dl></body></html>
"""

HEARING = """<html><head><title>- THE STATE OF THE GATES</title></head><body><pre>
[Lower House Hearing, 12th Sitting]
[From the Printing Office]

                       THE STATE OF THE GATES

=======================================================================

                                HEARING

                           TUESDAY, JUNE 7, 2022

                  House of Gates, Washington, DC.
    The committee met, pursuant to notice, at 10 a.m., in room 2, Hon. Mara
Oduya presiding.
    Chairwoman Oduya. The committee will come to order. We are here because
seven gates out of nine leak.
    I thank the witnesses for coming.
    Mr. Hain. Thank you, Madam Chair. I have kept the gates for thirty
years, and I have never seen them &amp; their hinges in this state.
    Chairwoman Oduya. Is it the salt?
    Mr. Hain. It is the salt.
    [Whereupon, at 11 a.m., the committee was adjourned.]
</pre></body></html>
"""

SPEECH = """<html><head><title>Remarks by Mayor Piet Hain at the Opening of the Ninth Gate</title></head><body><form id="aspnetForm">
<div class="top"><ul><li><a href="/">Home</a></li></ul></div>
<div id="text"><p>Lowmouth, 9 May 2021</p><p>Good evening, everybody. It is a great pleasure to stand here tonight before the ninth gate of our town.</p>
<p>When I was a boy there were six, and all of them leaked, and nobody seemed to mind it very much at all.</p>
<p>Tonight nobody has wet feet. Thank you.</p></div><input type="text" value="Search"></form></body></html>
"""

DEBATE = """<html><head><title>Gates: 7 Jun 2022: House of Gates debates - TheyLeakForYou</title></head><body>
<div class="debate-speeches">
<div class="debate-speech">
<h2 class="debate-speech__speaker"><a href="/p1"><strong class="debate-speech__speaker__name">Mara Oduya</strong>
<small class="debate-speech__speaker__position">Keeper of the Gates</small></a></h2>
<div class="debate-speech__content"><p>I beg to move.</p><p>It is the salt.</p></div>
<ul class="debate-speech__meta"><li><a href="/s">Link to this</a></li></ul></div>
<div class="debate-speech">
<h2 class="debate-speech__speaker"><a href="/p2"><strong class="debate-speech__speaker__name">Piet Hain</strong>
<small class="debate-speech__speaker__position">Party of Dry Feet</small></a></h2><div class="debate-speech__content"><p>It is not.</p></div></div>
<div class="debate-speech">
<h2 class="debate-speech__speaker"><a href="/p1"><strong class="debate-speech__speaker__name">Mara Oduya</strong>
<small class="debate-speech__speaker__position">Keeper of the Gates</small></a></h2>
<div class="debate-speech__content"><p>It is.</p></div></div></div></body></html>
"""

LINKED = """<html><body><main><h1>Gates, 7 June 2022</h1><div class="member"><a href="/1">Mara Oduya</a></div><p>I beg to move. It is the salt.</p>
<div class="member"><a href="/2">Piet Hain</a></div>
<p>It is not.</p><div class="member"><a href="/1">Mara Oduya</a></div><p>It is.</p>
<div class="member"><a href="/2">Piet Hain</a></div><p>No.</p></main></body></html>
"""

SEGMENTS = """<html><body><h1>Talk 12</h1><div class="entry-content"><div class="ts-segment"><span class="ts-name">Lex Oduya</span>
<span class="ts-timestamp"><a href="?t=0">(00:00:00)</a></span>
<span class="ts-text">The following is about gates.</span></div><div class="ts-segment"><span class="ts-name"></span>
<span class="ts-timestamp"><a href="?t=9">(00:00:09)</a></span>
<span class="ts-text">And now, Piet Hain.</span></div><div class="ts-segment"><span class="ts-name">Piet Hain</span>
<span class="ts-timestamp"><a href="?t=12">(00:00:12)</a></span>
<span class="ts-text">Thank you.</span></div><div class="ts-segment"><span class="ts-name">Lex Oduya</span>
<span class="ts-timestamp"><a href="?t=13">(00:00:13)</a></span>
<span class="ts-text">Gates?</span></div><div class="ts-segment"><span class="ts-name">Piet Hain</span>
<span class="ts-timestamp"><a href="?t=14">(00:00:14)</a></span>
<span class="ts-text">Gates.</span></div></div></body></html>
"""

CHAMBER = """<html><body><p class="contents"><span class="bold">President. – </span>The sitting is open.</p>
<p class="contents"><span class="bold">Mara Oduya (Dry). –</span> Mr President, it is the salt.</p>
<p class="contents">It always was.</p>
<p class="contents"><span class="bold">President. –</span> Thank you.</p>
<p class="contents"><span class="bold">Piet Hain, </span><em>keeper. –</em> It is not.</p></body></html>
"""

MINISTRY = """<html><head><title>Foreign Minister's remarks - MFA</title></head><body><div class="header"><a href=/>Home</a></div><div class="content">
<div class="document">
<h1>Foreign Minister Ivo Pell’s remarks and answers to media questions, Lowmouth, January 26, 2021</h1>
<div class="photo"><span>26 January 2021 19:40</span></div>
<div class="text"><p>132-26-01-2021</p><p>Ladies and gentlemen,</p><p>The talks with the Minister were useful.</p><p>We discussed gates.</p>
<p><b>Question</b> <i>(retranslated from Farsi)</i><b>:</b> What about the salt?</p><p><b>Ivo Pell</b>: It is there.</p><p>It stays.</p>
<p><b>Question: </b>And the hinges?</p><p><b>Ivo Pell:</b> Gone.</p></div><div class="tags"><a href=x>Gates</a></div></div>
<div class="related"><p>Other news: the minister met another minister and they had a long conversation.</p></div></div></body></html>
"""

PAPERS = """<html><head><title>The President's News Conference | The American Gate Project</title></head><body><main><h1>The President's News Conference</h1>
<div class="field-docs-start-date-time"><span content="1985-03-21T00:00:00+00:00">March 21, 1985</span></div><div class="field-docs-content">
<p><i>The President.</i> Good evening. I have a statement to read.</p><p>The gates of this town will be closed by the summer, if the council agrees.</p>
<p><i>Gates and Tides</i></p><p><i>Q.</i> Mr. President, which gates?</p><p><i>The President.</i> All of them, Helen.</p>
<p><i>Q.</i> Even the <i>ninth</i>?</p><p><i>The President.</i> Even the ninth.</p>
<p><i>Note:</i> The President's 28th news conference began at 8 p.m.</p></div></main></body></html>
"""

CALL = """<html><body><div class="article-body"><h2>Gate Corp (GATE) Q1 2022 Earnings Call</h2>
<p><strong>Mara Oduya</strong> -- <em>Chief Executive Officer</em></p>
<p>Thank you, operator. We had a good quarter.</p><p>Revenue grew.</p>
<p><strong>Piet Hain</strong> -- <em>Gate Securities -- Analyst</em></p><p>By how much?</p>
<p><strong>Mara Oduya</strong> -- <em>Chief Executive Officer</em></p><p>By a lot.</p>
<p><strong>Operator</strong></p><p>Our next question comes from Lena Roth.</p>
<p><strong>Lena Roth</strong> -- <em>Tide Bank -- Analyst</em></p><p>Hi. Which gates?</p>
<p><strong>Mara Oduya</strong> -- <em>Chief Executive Officer</em></p><p>All.</p>
<h2>Call participants:</h2>
<p><strong>Mara Oduya</strong> -- <em>Chief Executive Officer</em></p>
<p><strong>Lena Roth</strong> -- <em>Tide Bank -- Analyst</em></p>
<p><a href="x">More GATE analysis</a></p></div></body></html>
"""

HANSARD = "<html><body><main><h1>Gates, 7 June 2022</h1>" + "".join(
    f'<div class="contribution"><div class="member-container"><a class="attributed-to-details" href="/m"><div class="portrait"></div><div class="text">'
    f'<div class="primary-text">{name}</div><div class="secondary-text">({place}) (Dry)</div></div></a></div>'
    f'<div class="content"><p class="hs_Para">{words}</p></div>'
    '<a class="share" href="#">Share this contribution</a></div>\n'
    for name, place, words in (
        ("Mara Oduya", "Lowmouth", "I beg to move."),
        ("Piet Hain", "Highmouth", "I object."),
        ("Mara Oduya", "Lowmouth", "To what?"),
        ("Piet Hain", "Highmouth", "To all of it."),
    )
) + "</main></body></html>"  # fmt: skip
