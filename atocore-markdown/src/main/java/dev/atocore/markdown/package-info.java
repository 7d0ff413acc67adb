/**
 * What the program reads in Markdown. {@link dev.atocore.markdown.MarkdownChunker} cuts a document
 * where its structure allows it, {@link dev.atocore.markdown.StatementExtractor} draws candidates
 * from chunks. Code, HTML and front matter are never text.
 */
@NullMarked
package dev.atocore.markdown;

import org.jspecify.annotations.NullMarked;
