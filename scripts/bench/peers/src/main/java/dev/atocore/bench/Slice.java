package dev.atocore.bench;

/**
 * Which rows a worker takes in a round.
 *
 * @param first the first row of round 0, counted from 0 in the order of creation
 * @param size rows a round
 * @param stride from a round's first row to the next round's
 */
record Slice(int first, int size, int stride) {
  static Slice of(String[] args, int at) {
    return new Slice(
        Integer.parseInt(args[at]), Integer.parseInt(args[at + 1]), Integer.parseInt(args[at + 2]));
  }

  int from(int round) {
    return first + round * stride;
  }
}
