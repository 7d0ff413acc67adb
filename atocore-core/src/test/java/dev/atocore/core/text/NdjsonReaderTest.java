package dev.atocore.core.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.error.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonReaderTest {

  /** Lines of all lengths, in pieces of all lengths: each comes out as it was, with its number. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void lines_comeOutAsTheyWere_howeverTheyArrive(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    List<NdjsonReader.Line> lines = new ArrayList<>();
    int count = 1 + random.nextInt(300);
    for (int number = 1; number <= count; number++) {
      String line = "é😀x".repeat(random.nextInt(random.nextInt(10) == 0 ? 40_000 : 30));
      text.append(line).append(number == count && random.nextBoolean() ? "" : "\n");
      if (!line.isEmpty()) {
        lines.add(new NdjsonReader.Line(number, line, null));
      }
    }

    InputStream pieces =
        new FilterInputStream(new ByteArrayInputStream(text.toString().getBytes(UTF_8))) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(length, 1 + random.nextInt(70_000)));
          }
        };

    assertThat(all(pieces)).isEqualTo(lines);
  }

  @Test
  void lineTooLong_isToldByItsNumber_andTheNextOneIsWhole() {
    String longest = "x".repeat(NdjsonReader.MAX_LINE_BYTES);

    List<NdjsonReader.Line> lines = all(stream(longest + "\n" + longest + "x\r\nnext\r\n\n \n"));

    assertThat(lines).extracting(NdjsonReader.Line::number).containsExactly(1L, 2L, 3L);
    assertThat(lines.get(0).text()).isEqualTo(longest);
    assertThat(lines.get(1).error()).isEqualTo("the line is longer than 1048576 bytes");
    assertThat(lines.get(2).text()).isEqualTo("next\r");
  }

  @Test
  void lineThatIsNoUtf8_isToldByItsNumber() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("good\n".getBytes(UTF_8));
    bytes.write(0xc3);
    bytes.writeBytes("(\nlast".getBytes(UTF_8));

    List<NdjsonReader.Line> lines = all(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(lines)
        .containsExactly(
            new NdjsonReader.Line(1, "good", null),
            new NdjsonReader.Line(2, "", "the line is not valid UTF-8"),
            new NdjsonReader.Line(3, "last", null));
  }

  @Test
  void arrayBehindManyBlankLines_isFound_andItsLinesAreCounted() {
    String blanks = " \r\n\n\t".repeat(5_000);

    assertThat(all(stream("\uFEFF" + blanks + "[{\"a\":1},\n{\"b\":2}]")))
        .containsExactly(
            new NdjsonReader.Line(10_001, "{\"a\":1}", null),
            new NdjsonReader.Line(10_002, "{\"b\":2}", null));
    assertThat(all(stream(blanks + "x\n\ny")))
        .containsExactly(
            new NdjsonReader.Line(10_001, "x", null), new NdjsonReader.Line(10_003, "y", null));
  }

  /** A device or a broken pipe, in each place where blanks mean nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{}\n", "[", "[{},", "[{}]", "{\"memories\":[", "x\n"})
  void blanksWithoutEnd_areNotReadForEver(String start) {
    for (char blank : new char[] {'\n', ' '}) {
      InputStream endless =
          new InputStream() {
            @Override
            public int read() {
              return blank;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
              Arrays.fill(into, offset, offset + length, (byte) blank);
              return length;
            }
          };

      assertThatThrownBy(() -> all(new SequenceInputStream(stream(start), endless)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("nothing but blanks came for 64 MiB");
    }
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static List<NdjsonReader.Line> all(InputStream in) {
    NdjsonReader reader = new NdjsonReader(in);
    List<NdjsonReader.Line> lines = new ArrayList<>();
    for (NdjsonReader.Line line = reader.next(); line != null; line = reader.next()) {
      lines.add(line);
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"a\":1},{\"a\":2}]",
        "\n [\n  {\n    \"a\": 1\n  },\n  {\"a\": 2}\n]\n",
        "{\"memories\":[{\"a\":1},{\"a\":2}],\"next\":null}\n",
        "{\n  \"memories\": [ {\"a\":1}, {\"a\":2} ],\n  \"next\": {\"x\": []}\n}",
        "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n",
        "\uFEFF[{\"a\":1},{\"a\":2}]",
        "\uFEFF{\"a\":1}\r\n{\"a\":2}",
        "{\"a\":1}\n\uFEFF\n\uFEFF{\"a\":2}\n"
      })
  void document_isReadAsLines(String text) {
    NdjsonReader reader = new NdjsonReader(new ByteArrayInputStream(text.getBytes(UTF_8)));

    assertThat(reader.nextBatch(10))
        .extracting(NdjsonReader.Line::text)
        .map(String::strip)
        .containsExactly("{\"a\":1}", "{\"a\":2}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"a\":1},\n{a}]", "[{\"a\":1}", "[{\"a\":1}\n] {}", "{\n\"a\":1}\n7"})
  void document_brokenInTheMiddle_isToldOnce(String text) {
    NdjsonReader reader = new NdjsonReader(new ByteArrayInputStream(text.getBytes(UTF_8)));

    assertThat(reader.nextBatch(10))
        .satisfiesExactly(
            first -> assertThat(first.text()).isEqualTo("{\"a\":1}"),
            second -> assertThat(second.error()).isNotNull());
  }

  @Test
  void line_withoutAnEnd_isGivenUp() {
    InputStream zeros =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            Arrays.fill(bytes, from, from + length, (byte) 0);
            return length;
          }
        };

    assertThat(new NdjsonReader(zeros).nextBatch(10))
        .satisfiesExactly(line -> assertThat(line.error()).contains("nothing more was read"));
  }

  @Test
  void array_ofNothing() {
    assertThat(new NdjsonReader(new ByteArrayInputStream("[]".getBytes(UTF_8))).next()).isNull();
  }
}
