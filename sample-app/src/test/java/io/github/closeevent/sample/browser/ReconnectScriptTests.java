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

package io.github.closeevent.sample.browser;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import io.github.closeevent.test.RawServerWebSocket;
import io.github.closeevent.test.RawWebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ends the connections of the script that the starter serves, from a server of bytes. Its
 * random numbers are all 0.5.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "close-event.client.backoff.initial=40ms", "close-event.client.backoff.max=10m" })
class ReconnectScriptTests extends AbstractPageTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final RawWebSocketServer server = RawWebSocketServer.start();

	ReconnectScriptTests(Browser browser) throws IOException {
		super(browser);
	}

	@BeforeEach
	void fixRandomNumbers() {
		run("Math.random = () => 0.5");
	}

	@AfterEach
	void closeAll() throws IOException {
		run("for (const socket of window.sockets ?? []) socket.close()");
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "1001, later, 20", "1011, later, 20", "1014, later, 20", "3008, now, 0", "3999, later, 20",
			"4002, later, 20", "4999, later, 20" })
	void comesBackAsTheApplicationAdvises(int code, String advice, int delay) throws IOException {
		connect("/");
		end(code, "bye");
		try (RawServerWebSocket again = accept()) {
			awaitLog("open", "close " + code + " bye true 0", "reconnecting %d %s 1 %d".formatted(code, advice, delay),
					"open");
			again.sendText("hello");
			awaitLastOfLog("message hello");
		}
	}

	@ParameterizedTest
	@CsvSource({ "1012, 17500", "1013, 450000" })
	void waitsAsLongAsTheCodeAsks(int code, int delay) throws IOException {
		connect("/");
		end(code, "");
		awaitLog("open", "close " + code + "  true 0", "reconnecting %d later 1 %d".formatted(code, delay));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1002, 1008, 3000, 4001 })
	void staysAwayAfterNever(int code) throws IOException {
		connect("/");
		end(code, "bye");
		awaitLog("open", "close " + code + " bye true 3");
		assertThatNobodyElseComes();
		awaitLog("open", "close " + code + " bye true 3");
	}

	@Test
	void staysAwayAfterAnEmptyFrame() throws IOException {
		connect("/");
		try (RawServerWebSocket accepted = accept()) {
			accepted.sendClose();
			accepted.readUntilClose(PATIENCE);
		}
		awaitLog("open", "close 1005  true 3");
	}

	@Test
	void comesBackToAConnectionThatWasLost() throws IOException {
		connect("/");
		try (RawServerWebSocket accepted = accept()) {
			awaitLog("open");
			accepted.reset();
		}
		try (RawServerWebSocket again = accept()) {
			awaitLog("open", "close 1006  false 0", "reconnecting 1006 later 1 20", "open");
			assertThat(again.getPathAndQuery()).isEqualTo("/");
		}
	}

	/**
	 * Chromium lets pages see codes that no frame may hold.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1004, 1016, 2999, 5000, 65535 })
	void staysAwayFromAServerThatDoesNotSpeakTheProtocol(int code) throws IOException {
		connect("/");
		try (RawServerWebSocket accepted = accept()) {
			accepted.sendClosePayload(new byte[] { (byte) (code >> 8), (byte) code });
			accepted.readUntilClose(PATIENCE);
		}
		awaitLog("open", "close " + code + "  true 3");
		assertThatNobodyElseComes();
	}

	@ParameterizedTest
	@ValueSource(strings = { "03ed", "03ee", "03f7", "00", "03e8ff" })
	void invalidFrameIsALostConnection(String payload) throws IOException {
		connect("/");
		try (RawServerWebSocket accepted = accept()) {
			accepted.sendClosePayload(HexFormat.of().parseHex(payload));
			accepted.readUntilClose(PATIENCE);
		}
		try (RawServerWebSocket again = accept()) {
			awaitLog("open", "close 1006  false 0", "reconnecting 1006 later 1 20", "open");
			assertThat(again.isClosed()).isFalse();
		}
	}

	@Test
	void delaysGrowWhileNobodyListens() throws IOException {
		this.server.close();
		connect("/");
		awaitLastOfLog("reconnecting 1006 later 5 320");
		assertThat(log()).containsExactly("close 1006  false 0", "reconnecting 1006 later 1 20", "close 1006  false 0",
				"reconnecting 1006 later 2 40", "close 1006  false 0", "reconnecting 1006 later 3 80",
				"close 1006  false 0", "reconnecting 1006 later 4 160", "close 1006  false 0",
				"reconnecting 1006 later 5 320");
	}

	@ParameterizedTest
	@CsvSource({ "1011, later, 20", "3008, now, 0" })
	void delaysGrowWhileTheServerAcceptsAndCloses(int code, String advice, int first) throws IOException {
		connect("/");
		for (int i = 0; i < 3; i++) {
			end(code, "");
		}
		awaitLastOfLog("reconnecting %d %s 3 80".formatted(code, advice));
		assertThat(log()).contains("reconnecting %d %s 1 %d".formatted(code, advice, first),
				"reconnecting %d %s 2 40".formatted(code, advice));
	}

	@Test
	void connectionThatWasStableStartsAnew() throws IOException {
		connect("/");
		end(1011, "");
		end(1011, "");
		try (RawServerWebSocket stable = accept()) {
			awaitLastOfLog("open");
			run("const now = performance.now() + 10_000; performance.now = () => now");
			stable.reset();
		}
		try (RawServerWebSocket again = accept()) {
			awaitLastOfLog("reconnecting 1006 later 1 20", "open");
			assertThat(log()).contains("reconnecting 1011 later 2 40");
			assertThat(again.isClosed()).isFalse();
		}
	}

	@Test
	void closeByThePageIsFinal() throws IOException {
		connect("/");
		try (RawServerWebSocket accepted = accept()) {
			awaitLog("open");
			run("sockets[0].close(4002, 'done')");
			assertThat(accepted.readUntilClose(PATIENCE).closeCode()).isEqualTo(4002);
			accepted.sendClose(4002, "done");
		}
		awaitLog("open", "close 4002 done true 3");
		assertThatNobodyElseComes();
	}

	@Test
	void closeWhileItWaitsIsFinal() throws IOException {
		connect("/");
		run("sockets[0].onreconnecting = () => sockets[0].close()");
		end(3008, "");
		awaitLog("open", "close 3008  true 0", "reconnecting 3008 now 1 0");
		assertThat(run("return sockets[0].readyState")).isEqualTo(3L);
		assertThatNobodyElseComes();
	}

	@Test
	void refusedCloseIsNoClose() throws IOException {
		connect("/");
		try (RawServerWebSocket accepted = accept()) {
			awaitLog("open");
			assertThat(nameOfError("close(1001)")).isEqualTo("InvalidAccessError");
			assertThat(nameOfError("close(1000, 'r'.repeat(124))")).isEqualTo("SyntaxError");
			accepted.reset();
		}
		accept().close();
	}

	@Test
	void nothingIsSentWithoutAConnection() throws IOException {
		connect("/");
		end(1013, "");
		awaitLastOfLog("reconnecting 1013 later 1 450000");
		assertThat(run("return sockets[0].readyState")).isEqualTo(0L);
		assertThat(nameOfError("send('lost')")).isEqualTo("InvalidStateError");
	}

	@Test
	void isUsedAsAWebSocket() throws IOException {
		connect("/a?b", "'chat'");
		run("sockets[0].binaryType = 'arraybuffer'");
		accept().reset();
		try (RawServerWebSocket again = accept()) {
			awaitLastOfLog("open");
			run("sockets[0].send('hello')");
			assertThat(again.readFrame(PATIENCE).text()).isEqualTo("hello");
			assertThat(again.getPathAndQuery()).isEqualTo("/a?b");
			again.sendFrame(true, 0, 2, false, new byte[] { 1, 2 });
			awaitLastOfLog("message [object ArrayBuffer]");
			assertThat(
					run("const { protocol, url, readyState } = sockets[0]; return [protocol, url, readyState].join()"))
				.isEqualTo("chat,ws://127.0.0.1:" + this.server.port() + "/a?b,1");
		}
	}

	@Test
	void handlerThatThrowsKeepsNobodyAway() throws IOException {
		connect("/");
		run("sockets[0].onclose = () => { throw new Error('handler'); }");
		accept().reset();
		accept().close();
	}

	@Test
	void browserThatIsOfflineWaitsUntilItIsOnline() throws IOException {
		connect("/");
		run("Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })");
		accept().reset();
		awaitLog("open", "close 1006  false 0", "reconnecting 1006 later 1 600000");
		run("dispatchEvent(new Event('online'))");
		accept().close();
	}

	/**
	 * Connect by the script, and log what it says: the type of each event, for an end its
	 * code, its reason, whether it was clean and the state, for a return its code, its
	 * advice, which attempt it is and the delay.
	 */
	private void connect(String path, String... protocols) {
		runAsync("""
				import("/close-event/reconnect.js").then(({ ReconnectingWebSocket }) => {
					const socket = new ReconnectingWebSocket("ws://127.0.0.1:%d%s", [%s]);
					(window.sockets ??= []).push(socket);
					const log = (...words) => (window.log ??= []).push(words.join(" "));
					socket.onopen = ({ type }) => log(type);
					socket.onmessage = ({ type, data }) => log(type, data);
					socket.addEventListener("close", ({ type, code, reason, wasClean }) =>
						log(type, code, reason, wasClean, socket.readyState));
					socket.addEventListener("reconnecting", ({ type, detail }) =>
						log(type, detail.code, detail.advice, detail.attempt, detail.delay));
					done();
				})""".formatted(this.server.port(), path, String.join(",", protocols)));
	}

	private RawServerWebSocket accept() throws IOException {
		return this.server.accept(PATIENCE);
	}

	/**
	 * Accept a connection and close it.
	 */
	private void end(int code, String reason) throws IOException {
		try (RawServerWebSocket accepted = accept()) {
			accepted.sendClose(code, reason);
			accepted.readUntilClose(PATIENCE);
		}
	}

	/**
	 * Connect once more: whoever wanted to come back at once would have been first.
	 */
	private void assertThatNobodyElseComes() throws IOException {
		run("sockets.push(new WebSocket('ws://127.0.0.1:%d/next'))".formatted(this.server.port()));
		try (RawServerWebSocket next = accept()) {
			assertThat(next.getPathAndQuery()).isEqualTo("/next");
		}
	}

	private String nameOfError(String call) {
		return (String) run("try { sockets[0].%s } catch (error) { return error.name }".formatted(call));
	}

	private Object run(String script) {
		return this.browser.driver().executeScript(script);
	}

	private Object runAsync(String script) {
		return this.browser.driver().executeAsyncScript("const done = arguments[0];" + script);
	}

	@SuppressWarnings("unchecked")
	private List<String> log() {
		return (List<String>) run("return window.log ?? []");
	}

	private void awaitLog(String... entries) {
		SamplePage.waiting().untilAsserted(() -> assertThat(log()).containsExactly(entries));
	}

	private void awaitLastOfLog(String... entries) {
		SamplePage.waiting().untilAsserted(() -> assertThat(log()).endsWith(entries));
	}

}
