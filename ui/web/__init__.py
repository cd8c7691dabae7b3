"""The web app: a conversation and, beside it, the transcripts themselves.

Gradio reads these two variables when it is first imported, so they are set before any module of this package is.
"""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
