import dev.atocore.alerts.Alerts;
import dev.atocore.cli.run.CommandModel;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.recall.RecallLog;
import dev.atocore.core.recall.RecallMode;
import dev.atocore.server.access.Stores;
import dev.atocore.server.api.Api;
import dev.atocore.server.figures.StoreFigures;
import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.Route;
import dev.atocore.server.web.WebPages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** All commands and routes of the program, a line each; run by scripts/bench/scale. */
final class ScaleParts {
  /** Argument: a folder for a store of its own. */
  public static void main(String[] args) {
    CommandModel.all().getSubcommands().forEach((name, line) -> command(name, line));
    Path folder = Path.of(args[0]);
    try (MemoryStore store = MemoryStore.open(folder.resolve("parts.db"));
        Alerts alerts = Alerts.builder().logFile(folder.resolve("parts.log")).build();
        RecallLog recalls = store.recallLog(RecallMode.OFF)) {
      StoreFigures figures = new StoreFigures(store);
      Stores stores = new Stores(store, figures, recalls);
      List<Route> routes =
          new ArrayList<>(
              new Api(store, stores, alerts, figures, recalls, BasePath.NONE).routes());
      routes.addAll(new WebPages(store, stores, alerts, BasePath.NONE).routes());
      routes.forEach(route -> System.out.println("route\t" + route.method() + " " + route.path()));
    }
    System.exit(0);
  }

  /** A group does nothing itself; a command may have commands of its own below it. */
  private static void command(String path, CommandLine line) {
    if (!line.getCommandSpec().options().isEmpty()) {
      boolean needs =
          !line.getCommandSpec().requiredArgs().isEmpty();
      System.out.println("command\t" + path + "\t" + (needs ? "needs" : "-"));
    }
    line.getSubcommands().forEach((name, below) -> command(path + " " + name, below));
  }
}
