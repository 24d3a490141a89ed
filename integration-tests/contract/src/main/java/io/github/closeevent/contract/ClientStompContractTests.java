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

package io.github.closeevent.contract;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.socket.messaging.WebSocketStompClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring's STOMP client, which tells its application no code.
 */
@SuppressWarnings("NullAway.Init") // Set before each test
public abstract class ClientStompContractTests extends AbstractClientPeerContractTests {

	private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

	private CompletableFuture<StompSession> future;

	@Override
	void beginToConnect(URI uri) {
		this.scheduler.initialize();
		WebSocketStompClient client = new WebSocketStompClient(decorate(standardClient()));
		client.setTaskScheduler(this.scheduler);
		client.setDefaultHeartbeat(new long[] { 0, 100 });
		this.future = client.connectAsync(uri, null, null, new StompSessionHandlerAdapter() {
		});
	}

	@AfterAll
	void stopScheduler() {
		this.scheduler.shutdown();
	}

	@Override
	void open() throws Exception {
		open("0,0");
	}

	private void open(String heartbeat) throws Exception {
		assertThat(this.peer.readFrame(PATIENCE).text()).startsWith("CONNECT\n");
		this.peer.sendText("CONNECTED\nversion:1.2\nheart-beat:" + heartbeat + "\n\n\u0000");
		this.future.get(10, TimeUnit.SECONDS);
	}

	@Override
	void applicationCloses() throws Exception {
		this.future.get(10, TimeUnit.SECONDS).disconnect();
	}

	@Test
	void applicationDisconnects() throws Exception {
		applicationCloses();
		assertThat(this.peer.readFrame(PATIENCE).text()).startsWith("DISCONNECT\n");
		assertThat(readClose()).isEqualTo(frame(1000, ""));
		this.peer.sendClose(1000, "ok");
		assertFrames(event(CloseInitiator.APPLICATION, 1000, "", true), frame(1000, ""), frame(1000, "ok"));
	}

	@Test
	void applicationDisconnectsAndPeerStaysSilent() throws Exception {
		applicationCloses();
		assertThat(readClose()).isEqualTo(frame(1000, ""));
		assertFrames(event(CloseInitiator.APPLICATION, 1000, "", false), frame(1000, ""), null);
	}

	/**
	 * Spring interrupts its own thread before it closes, so that some clients cannot
	 * write the Close frame.
	 */
	@Test
	void heartbeatsOfThePeerAreMissed() throws Exception {
		applicationCloses();
		readClose();
		this.peer.sendClose(1000);
		this.events.awaitOne();
		this.events.clear();
		this.peer.close();
		beginToConnect(uri());
		this.peer = accept();
		open("100,0");
		boolean closed = this.peer.readUntilClose(PATIENCE) != null;
		sendIfOpen(() -> this.peer.sendClose(1000));
		CloseEvent event = event(CloseInitiator.CONTAINER, (closed) ? 1000 : 1006, "", closed);
		assertFrames(event, (closed) ? frame(1000, "") : null, (closed) ? frame(1000, "") : null);
	}

	@Test
	void peerSendsAnErrorAndCloses() throws IOException {
		this.peer.sendText("ERROR\nmessage:no\n\n\u0000");
		this.peer.sendClose(1002);
		assertFrames(event(CloseInitiator.PEER, 1002, "", true), readClose(), frame(1002, ""));
	}

	@Test
	void peerSendsWhatIsNoStomp() throws IOException {
		this.peer.sendText("NONSENSE\n\n\u0000");
		this.peer.sendClose(4001, "bye");
		event(CloseInitiator.PEER, 4001, "bye", true);
	}

}
