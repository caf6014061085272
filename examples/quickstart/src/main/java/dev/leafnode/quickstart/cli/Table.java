package dev.leafnode.quickstart.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A tree as the design document draws it: pipeline, application, execution id, and the {@code others} of its stages. */
final class Table {

    private static final List<String> HEADER = List.of("pipeline", "application", "execution id", "stage others");

    private final List<List<String>> lines = new ArrayList<>();

    private Table() {
        lines.add(HEADER);
    }

    static String of(Tree tree) {
        Table table = new Table();
        tree.executions().forEach(table::add);
        return table.draw();
    }

    private void add(ExecutionView execution) {
        List<String> cell = cell(execution);
        for (int i = 0; i < cell.size(); i++) {
            lines.add(
                    i == 0
                            ? List.of(execution.pipeline(), execution.application(), execution.id(), cell.get(i))
                            : List.of("", "", "", cell.get(i)));
        }
    }

    private static List<String> cell(ExecutionView execution) {
        List<String> cell = new ArrayList<>();
        boolean isAlone = execution.stages().size() == 1;
        for (ExecutionView.StageView stage : execution.stages()) {
            if (stage.others().isEmpty()) {
                continue;
            }
            if (!isAlone) {
                cell.add("%s (%s) ->".formatted(stage.name(), stage.id()));
            }
            cell.addAll(json(stage));
        }
        return cell.isEmpty() ? List.of("{}") : cell;
    }

    private static List<String> json(ExecutionView.StageView stage) {
        List<String> fields = new ArrayList<>();
        stage.others()
                .properties()
                .forEach(field -> fields.add("\"%s\": %s".formatted(field.getKey(), field.getValue())));
        List<String> json = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            json.add((i == 0 ? "{" : " ") + fields.get(i) + (i == fields.size() - 1 ? "}" : ","));
        }
        return json;
    }

    private String draw() {
        List<Integer> widths = new ArrayList<>(Collections.nCopies(HEADER.size(), 0));
        lines.forEach(line -> {
            for (int i = 0; i < widths.size(); i++) {
                widths.set(i, Math.max(widths.get(i), line.get(i).length()));
            }
        });
        StringBuilder drawn = new StringBuilder(row(HEADER, widths));
        drawn.append(row(widths.stream().map("-"::repeat).toList(), widths));
        lines.subList(1, lines.size()).forEach(line -> drawn.append(row(line, widths)));
        return drawn.toString();
    }

    private static String row(List<String> cells, List<Integer> widths) {
        StringBuilder row = new StringBuilder("|");
        for (int i = 0; i < widths.size(); i++) {
            row.append(' ')
                    .append(cells.get(i))
                    .append(" ".repeat(widths.get(i) - cells.get(i).length()))
                    .append(" |");
        }
        return row.append('\n').toString();
    }
}
