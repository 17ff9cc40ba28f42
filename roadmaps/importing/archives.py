"""The reader of office archives, as the readers of documents know it."""

from core.archives import Archive, parse_xml

__all__ = ["Archive", "parse_xml"]
