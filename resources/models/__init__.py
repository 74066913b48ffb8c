"""The library: documents, and the files rendered from them; each file holds one subject."""

from resources.models.counting import DownloadCount
from resources.models.cover import Cover, cover_path
from resources.models.document import Document
from resources.models.download import Download
from resources.models.edition import Edition, EditionFile
from resources.models.finished_file import FinishedFile, finished_path
from resources.models.format_request import FormatRequest
from resources.models.rendition import Rendition, rendition_path
from resources.models.topic import Topic

__all__ = [
    "Cover",
    "Document",
    "Download",
    "DownloadCount",
    "Edition",
    "EditionFile",
    "FinishedFile",
    "FormatRequest",
    "Rendition",
    "Topic",
    "cover_path",
    "finished_path",
    "rendition_path",
]
