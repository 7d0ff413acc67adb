#!/bin/sh
# A small extractor, to show how one is written: chunks as NDJSON on standard input, candidate memories as NDJSON on standard output.
# It takes the lines marked "Decision:", "Preference:", "Remember:" or "Lesson:". A real one would ask a language model.
# The texts stay in their JSON escapes from end to end, so nothing needs to be decoded: a line break in a chunk is the two
# characters \n. Only a POSIX awk is needed.
exec awk '
  # The JSON string that follows "name":, without its quotes; empty when the field is missing or null.
  function field(name,    at, text, i, c) {
    at = index($0, "\"" name "\":\"")
    if (at == 0) return ""
    text = substr($0, at + length(name) + 4)
    for (i = 1; i <= length(text); i++) {
      c = substr(text, i, 1)
      if (c == "\\") i++
      else if (c == "\"") return substr(text, 1, i - 1)
    }
    return ""
  }
  {
    id = field("id")
    project = field("project")
    content = field("content")
    gsub(/\\\\/, "\001", content) # an escaped backslash is no start of \n
    count = split(content, lines, /\\n/)
    for (i = 1; i <= count; i++) {
      line = lines[i]
      sub(/^[-*> ]*/, "", line)
      type = ""
      if (line ~ /^Decision: /) type = "project"
      if (line ~ /^Preference: /) type = "preference"
      if (line ~ /^Remember: /) type = "knowledge"
      if (line ~ /^Lesson: /) type = "adaptation"
      if (type == "") continue
      sub(/^[A-Za-z]*: */, "", line)
      gsub(/\001/, "\\\\\\\\", line)
      printf "{\"type\":\"%s\",\"content\":\"%s\",\"project\":%s,\"confidence\":0.6,\"source_chunk_id\":\"%s\"}\n", \
        type, line, (project == "" ? "null" : "\"" project "\""), id
    }
  }'
