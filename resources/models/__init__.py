"""The library: documents, and the files rendered from them; each file holds one subject."""

from resources.models.document import Document
from resources.models.download import Download
from resources.models.rendition import Rendition, rendition_path
from resources.models.topic import Topic

__all__ = ["Document", "Download", "Rendition", "Topic", "rendition_path"]
