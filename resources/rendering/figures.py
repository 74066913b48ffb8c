"""A chart of the tree in words, for those who do not see it."""


def description(figure, language):
    """The alternative text: the title, then every bar with its number."""
    colon = "\u00a0: " if language == "fr" else ": "
    sentences = ["".join(figure.find("figcaption").itertext()).rstrip(".")]
    for bars in figure.findall("bars"):
        numbers = "; ".join(f"{bar.text} {bar.get('shown')}" for bar in bars)
        sentences.append(f"{bars.get('name')}{colon}{numbers}" if bars.get("name") else numbers)
    return ". ".join(sentences) + "."
