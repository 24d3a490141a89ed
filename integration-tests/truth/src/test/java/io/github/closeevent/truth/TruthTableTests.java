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

package io.github.closeevent.truth;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TruthTable}.
 */
class TruthTableTests {

	private static final String CLEAN_4001 = "PEER\t4001\tclean\t4001\t4001";

	@Test
	void whatAllSayIsSaidOnce() {
		assertThat(table("peerCloses", row("RawContractOnTomcat", "peerCloses\t\tclosed(4001)\t" + CLEAN_4001),
				row("RawContractOnJetty", "peerCloses\t\tclosed(4001 'bye')\t" + CLEAN_4001)))
			.containsExactly("| how it ends | the `CloseEvent` says | Spring MVC says |", "| --- | --- | --- |",
					"| peer closes | `PEER` 4001, clean | 4001 |");
	}

	@Test
	void webFluxHasAColumn() {
		assertThat(table("peerCloses", row("RawContractOnTomcat", "peerCloses\t\tclosed(4001)\t" + CLEAN_4001),
				row("WebFluxContractOnTomcat", "peerCloses\t\tcloseStatus empty\t" + CLEAN_4001),
				row("WebFluxContractOnNetty", "peerCloses\t\tcloseStatus(4001)\t" + CLEAN_4001)))
			.containsExactly("| how it ends | the `CloseEvent` says | Spring MVC says | WebFlux says |",
					"| --- | --- | --- | --- |",
					"| peer closes | `PEER` 4001, clean | 4001 | Tomcat: empty<br>Netty: 4001 |");
	}

	@Test
	void serversThatDifferAreNamedAndWrongCodesAreBold() {
		assertThat(line("peerCloses",
				row("RawContractOnTomcat", "peerCloses\t\tclosed(1000)\tPEER\t1005\tclean\t1000\t1005"),
				row("RawContractOnJetty", "peerCloses\t\tclosed(1005)\tPEER\t1005\tclean\t1005\t1005")))
			.isEqualTo("| peer closes | `PEER` 1005, clean | Tomcat: **1000**<br>Jetty: 1005 |");
	}

	@Test
	void eventOfMostServersIsFollowedByWhatIsDifferentElsewhere() {
		assertThat(line("closes",
				row("RawContractOnTomcat", "closes\t\tclosed(1008)\tAPPLICATION\t1008\tclean\t1008\t1000"),
				row("RawContractOnJetty", "closes\t\tclosed(1008)\tAPPLICATION\t1008\tnot clean\t1008\tnone"),
				row("WebFluxContractOnTomcat", "closes\t\t\tAPPLICATION\t1008\tnot clean\t1008\tnone"),
				row("WebFluxContractOnNetty", "closes\t\t\tNETWORK\t1006\tnot clean\tnone\tnone")))
			.startsWith("| closes | `APPLICATION` 1008, not clean<br>Tomcat: clean, answered 1000"
					+ "<br>WebFlux on Netty: `NETWORK` 1006, not clean |");
	}

	@Test
	void sessionThatLivesOnHasNoEvent() {
		assertThat(line("closes", row("RawContractOnTomcat", "closes\t\tclosed(4003)\tLIVES\t4003\tclean\t4003\t4003")))
			.isEqualTo("| closes | nothing, the session lives on | nothing |");
	}

	@Test
	void flavoursAreNamedWhereTheyDiffer() {
		String told = "peerCloses\t\tclosed(4001)\t" + CLEAN_4001;
		String notTold = "peerCloses\t\t\t" + CLEAN_4001;
		assertThat(line("peerCloses", row("RawContractOnTomcat", told), row("StompContractOnTomcat", told),
				row("SockJsContractOnTomcat", notTold), row("StompSockJsContractOnTomcat", notTold)))
			.endsWith("| Tomcat: 4001<br>Tomcat with SockJS: nothing |");
		assertThat(line("peerCloses", row("RawContractOnTomcat", told), row("StompContractOnTomcat", notTold)))
			.endsWith("| Tomcat (raw): 4001<br>Tomcat (STOMP): nothing |");
	}

	@Test
	void argumentsForWhichAllSayTheSameShareALine() {
		assertThat(table("peerSendsCode | the peer closes with {} <sup>a</sup>",
				row("RawContractOnTomcat", "peerSendsCode\t1000\tclosed(1000)\tPEER\t1000\tclean\t1000\t1000"),
				row("RawContractOnTomcat", "peerSendsCode\t1012\tclosed(1002)\tPEER\t1012\tclean\t1002\t1012"),
				row("RawContractOnTomcat", "peerSendsCode\t4001\tclosed(4001)\t" + CLEAN_4001))
			.stream()
			.skip(2))
			.containsExactly("| the peer closes with 1000, 4001 <sup>a</sup> | `PEER` the code, clean | the code |",
					"| the peer closes with 1012 <sup>a</sup> | `PEER` 1012, clean | **1002** |");
	}

	@Test
	void argumentsHaveWords() {
		assertThat(Way.parse("x | after {1=one, 2=two} bytes").label(List.of("1", "2", "3")))
			.isEqualTo("after one, two, 3 bytes");
		assertThat(Way.parse("peerSendsFin").label(List.of("1", "2"))).isEqualTo("peer sends fin: 1, 2");
		assertThat(Way.parse("peerSendsFin").label(List.of(""))).isEqualTo("peer sends fin");
	}

	@Test
	void whatVariesOnAServerIsSaidToVary() {
		String way = "throws | it throws | WebFlux on Netty: "
				+ "1002 or 1005, hardly ever clean = not clean or clean; 1002 or **1006**";
		Row usual = row("WebFluxContractOnNetty",
				"throws\t\tcloseStatus(1006)\tAPPLICATION\t1005\tnot clean\t1005\tnone");
		Row rare = row("WebFluxContractOnNetty", "throws\t\tcloseStatus(1002)\tAPPLICATION\t1002\tclean\t1002\t1000");
		assertThat(line(way, usual)).isEqualTo(line(way, rare))
			.isEqualTo("| it throws | `APPLICATION` 1002 or 1005, hardly ever clean | 1002 or **1006** |");
	}

	@Test
	void whatDoesNotVaryIsSaidAsItIs() {
		String way = "throws | it throws | WebFlux on Netty: 1002 or 1005; 1002 or **1006**";
		assertThat(line(way,
				row("WebFluxContractOnNetty", "throws\t\tcloseStatus(1011)\tAPPLICATION\t1011\tnot clean\t1011\tnone"),
				row("WebFluxContractOnJetty", "throws\t\tcloseStatus(1002)\tAPPLICATION\t1002\tnot clean\t1002\tnone")))
			.isEqualTo("| it throws | `APPLICATION` 1002, not clean<br>Netty: 1011 | Jetty: 1002<br>Netty: 1011 |");
	}

	@Test
	void neighboursThatSayTheSameShareALine() {
		assertThat(new TruthTable(List.of(row("RawContractOnTomcat", "a\t\tclosed(4001)\t" + CLEAN_4001),
				row("RawContractOnTomcat", "b\t\tclosed(4001)\t" + CLEAN_4001)))
			.render(List.of(Way.parse("b"), Way.parse("a")))).endsWith("| b<br>a | `PEER` 4001, clean | 4001 |")
			.hasSize(3);
	}

	@Test
	void errorIsToldIfItCameBeforeTheEnd() {
		assertThat(toldText("error(EOFException), closed(1006 'Session Closed')")).isEqualTo("an error, then 1006");
		assertThat(toldText("closed(1006), error(EOFException)")).isEqualTo("1006");
		assertThat(toldText("error(EOFException)")).isEqualTo("an error only");
		assertThat(toldText("closeStatus error(IllegalArgumentException)")).isEqualTo("an exception");
	}

	private static String toldText(String told) {
		return row("RawContractOnTomcat", "x\t\t" + told + "\tNETWORK\t1006\tnot clean\tnone\tnone").told();
	}

	private static Row row(String testClass, String line) {
		return Row.parse(Endpoint.ofTestClass(testClass + "Tests"), line);
	}

	private static String line(String way, Row... rows) {
		return table(way, rows).get(2);
	}

	private static List<String> table(String way, Row... rows) {
		return new TruthTable(Stream.of(rows).toList()).render(List.of(Way.parse(way)));
	}

}
