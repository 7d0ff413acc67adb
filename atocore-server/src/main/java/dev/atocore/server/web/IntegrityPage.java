package dev.atocore.server.web;

import dev.atocore.core.GuardedStore;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.history.Acknowledgement;
import dev.atocore.integrity.history.Night;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the checks found, last night and the nights before. */
final class IntegrityPage {
  private static final int NIGHTS = 30;

  private final Stores stores;
  private final Integrity integrity;
  private final Html html;

  IntegrityPage(Stores stores, Integrity integrity, Html html) {
    this.stores = stores;
    this.integrity = integrity;
    this.html = html;
  }

  Answer show(Request request) {
    GuardedStore store = stores.of(request);
    boolean bound = store.principal().scope().bound();
    List<Night> nights = new ArrayList<>(bound ? List.of() : integrity.nights());
    nights = new ArrayList<>(nights.subList(0, Math.min(NIGHTS, nights.size())));
    Collections.reverse(nights);
    Map<String, String> finds = new LinkedHashMap<>();
    for (IntegrityCheck check : integrity.checks()) {
      finds.put(check.id(), check.finds());
    }
    return html.page(
        200,
        "integrity",
        new View(
            Frame.of(request, "Integrity", "integrity", stores),
            Integrity.last(store).orElse(null),
            nights,
            plot(nights),
            finds,
            integrity.acknowledged(Instant.now())));
  }

  /** The form: runs all checks, which takes seconds. */
  Answer run(Request request) {
    integrity.run(RunOptions.all());
    return Answer.seeOther("/integrity");
  }

  /** The form: accepts a finding. */
  Answer acknowledge(Request request) {
    requireSeen(request);
    String until = Forms.optional(request, "until");
    integrity.acknowledge(
        request.path("finding"),
        request.actor(Forms.ACTOR),
        Forms.optional(request, "note"),
        until == null ? null : Times.parse(until, Instant.now()));
    return Answer.seeOther("/integrity");
  }

  /** The form: takes that back. */
  Answer unacknowledge(Request request) {
    requireSeen(request);
    integrity.unacknowledge(request.path("finding"), request.actor(Forms.ACTOR));
    return Answer.seeOther("/integrity");
  }

  /** Who sees a part of the store accepts findings about that part only. */
  private void requireSeen(Request request) {
    GuardedStore store = stores.of(request);
    boolean seen =
        !store.principal().scope().bound()
            || Integrity.last(store).stream()
                .flatMap(result -> result.checks().stream())
                .flatMap(check -> check.findings().stream())
                .anyMatch(finding -> finding.findingId().equals(request.path("finding")));
    if (!seen) {
      throw new NotFoundException("there is no finding of that id");
    }
  }

  private static BarPlot plot(List<Night> nights) {
    List<BarPlot.Stack> stacks = new ArrayList<>();
    for (Night night : nights) {
      stacks.add(
          new BarPlot.Stack(
              night.date(),
              List.of(new BarPlot.Piece("findings", "tone-findings", night.total()))));
    }
    return BarPlot.of(stacks, "Findings in each of the last " + Show.count(nights.size(), "night"));
  }

  /**
   * What the template shows.
   *
   * @param result the last result; null when there was no run
   * @param nights oldest first
   * @param finds what each check finds, by its id
   * @param acknowledgements those that hold, by finding
   */
  record View(
      Frame frame,
      @Nullable IntegrityResult result,
      List<Night> nights,
      BarPlot plot,
      Map<String, String> finds,
      Map<String, Acknowledgement> acknowledgements) {

    List<CheckResult> bad() {
      return checks(false);
    }

    List<CheckResult> sound() {
      return checks(true);
    }

    private List<CheckResult> checks(boolean sound) {
      return result == null
          ? List.of()
          : result.checks().stream()
              .filter(check -> (check.status() == CheckStatus.OK) == sound)
              .toList();
    }
  }
}
