/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.closeevent.benchmarks.load.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.closeevent.benchmarks.load.report.Figure.Better;

/**
 * Draws what close-event costs: a row for each figure of each server, in which a dot is
 * the median of a variant, as a multiple of plain Spring, and a line reaches from one
 * quartile to the other.
 */
final class Chart {

	private static final String NO_LISTENER = "no listener";

	private static final String ONE_LISTENER = "one listener";

	private static final Map<String, String> VARIANTS = Map.of(Figure.PLAIN_AGAIN, "plain", NO_LISTENER, "none",
			ONE_LISTENER, "one");

	private static final List<String> ORDER = List.of(Figure.PLAIN_AGAIN, NO_LISTENER, ONE_LISTENER);

	private static final double LOWEST = 0.8;

	private static final double HIGHEST = 1.2;

	private static final int LEFT = 330;

	private static final int WIDTH = 560;

	private static final int ROW = 30;

	private static final int LINE = 8;

	private static final int TOP = 70;

	private static final String STYLE = """
			text{font:13px system-ui,sans-serif;fill:#333}.beyond{font-size:9px}.head{font-weight:600}.grid{stroke:#ddd}
			.one-is{stroke:#888}.plain{stroke:#999;fill:#999}.none{stroke:#2a9d8f;fill:#2a9d8f}
			.one{stroke:#d1495b;fill:#d1495b}line{stroke-width:2}.grid,.one-is{stroke-width:1}
			@media(prefers-color-scheme:dark){text{fill:#ccc}.grid{stroke:#444}.paper{fill:#161b22}}
			.paper{fill:#fff}""";

	private final StringBuilder body = new StringBuilder();

	private int y = TOP;

	private Chart() {
	}

	static String of(List<Report> reports) {
		Chart chart = new Chart();
		for (Report report : reports) {
			chart.heading("JDK " + report.java());
			report.servers().forEach(chart::server);
		}
		return chart.complete();
	}

	private void server(ServerReport server) {
		server.figures().forEach((figure) -> {
			if (figure.values().containsKey(ONE_LISTENER)) {
				row(server.server() + ": " + figure.title(), figure);
			}
		});
	}

	private void row(String title, Figure figure) {
		this.y += ROW;
		text(LEFT - 10, this.y, "end", "", title);
		int line = this.y - LINE;
		for (String variant : ORDER) {
			Statistics ratio = Statistics.of(costs(figure, variant));
			if (ratio.count() > 0) {
				whisker(line, style(variant), ratio);
			}
			line += LINE;
		}
	}

	/**
	 * Throughput is drawn as what it costs, so that right is worse in all rows.
	 */
	private static List<Double> costs(Figure figure, String variant) {
		List<Double> ratios = figure.ratios(variant);
		return (figure.better() == Better.LOW) ? ratios : ratios.stream().map((ratio) -> 1 / ratio).toList();
	}

	private static String style(String variant) {
		return Objects.requireNonNull(VARIANTS.get(variant));
	}

	private void whisker(int line, String style, Statistics ratio) {
		add("<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>", style, x(ratio.low()), x(ratio.high()),
				line, line);
		add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"3.5\"/>", style, x(ratio.median()), line);
		if (ratio.median() > HIGHEST) {
			text(x(ratio.median()) + 8, line + 3, "start", "beyond",
					String.format(Locale.ROOT, "%.2f", ratio.median()));
		}
	}

	private void heading(String text) {
		this.y += ROW;
		text(LEFT - 10, this.y, "end", "head", text);
	}

	private void text(double x, int y, String anchor, String style, String text) {
		add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" class=\"%s\">%s</text>", x, y, anchor, style,
				text.replace("&", "&amp;").replace("<", "&lt;"));
	}

	/**
	 * What is outside is drawn at the edge, and said in figures if it is a cost.
	 */
	private static double x(double ratio) {
		double share = (ratio - LOWEST) / (HIGHEST - LOWEST);
		return LEFT + WIDTH * Math.max(0, Math.min(1, share));
	}

	private String complete() {
		int height = this.y + ROW;
		String rows = this.body.toString();
		this.body.setLength(0);
		add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">", LEFT + WIDTH + 40, height);
		add("<title>What close-event costs, as a multiple of plain Spring</title>");
		add("<style>%s</style><rect class=\"paper\" width=\"100%%\" height=\"100%%\"/>", STYLE);
		text(LEFT, 22, "start", "head", "Cost as a multiple of plain Spring: median and quartiles, left is better");
		double place = LEFT;
		for (String variant : ORDER) {
			add("<circle class=\"%s\" cx=\"%.1f\" cy=\"40\" r=\"4\"/>", style(variant), place + 4);
			text(place + 14, 44, "start", "", (variant.equals(Figure.PLAIN_AGAIN)) ? "plain again (noise)" : variant);
			place += 170;
		}
		for (int percent = 80; percent <= 120; percent += 5) {
			double x = x(percent / 100.0);
			add("<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
					(percent == 100) ? "one-is" : "grid", x, x, TOP + 4, height - 10);
			text(x, TOP, "middle", "", String.format(Locale.ROOT, "%.2f", percent / 100.0));
		}
		return this.body + rows + "</svg>\n";
	}

	private void add(String format, Object... values) {
		this.body.append(String.format(Locale.ROOT, format, values)).append('\n');
	}

}
