"""The rules of docs/writing-articles.md, one generator each: what is broken in a text, or in the edition as a whole."""
