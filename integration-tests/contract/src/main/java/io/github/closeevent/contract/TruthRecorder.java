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
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

import static org.awaitility.Awaitility.await;

/**
 * Writes down, for each test of the contract that passed, what Spring told the
 * application of the end of its session and what the event says. {@code docs/truth.md} is
 * made of that.
 */
final class TruthRecorder implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {

	private static final Path DIRECTORY = Path.of("target", "truth");

	/**
	 * What Spring has not told by then, it had not told when the event came.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(500);

	private final List<String> lines = new ArrayList<>();

	@Override
	public void beforeAll(ExtensionContext context) {
		this.lines.clear();
		this.lines.add("# " + String.join(", ", ServerVersions.onClassPath()));
	}

	@Override
	public void interceptTestMethod(Invocation<@Nullable Void> invocation,
			ReflectiveInvocationContext<Method> invocationContext, ExtensionContext extensionContext) throws Throwable {
		invocation.proceed();
		record(invocationContext, extensionContext);
	}

	@Override
	public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation,
			ReflectiveInvocationContext<Method> invocationContext, ExtensionContext extensionContext) throws Throwable {
		invocation.proceed();
		record(invocationContext, extensionContext);
	}

	private void record(ReflectiveInvocationContext<Method> test, ExtensionContext context) {
		AbstractServerContract contract = (AbstractServerContract) context.getRequiredTestInstance();
		List<CloseEvent> events = contract.events.all();
		if (events.size() != 1 || isLeftOut(test.getExecutable()) || isLeftOut(test.getTargetClass())) {
			return;
		}
		CloseEvent event = events.get(0);
		this.lines.add(String.join("\t", test.getExecutable().getName(), arguments(test), told(contract.book(), event),
				words(event)));
	}

	private static boolean isLeftOut(AnnotatedElement element) {
		return AnnotationSupport.isAnnotated(element, LeftOutOfTruth.class);
	}

	private static String arguments(ReflectiveInvocationContext<Method> test) {
		return test.getArguments().stream().map(String::valueOf).collect(Collectors.joining(" "));
	}

	private static String told(SessionBook book, CloseEvent event) {
		String id = event.getSession().getWebSocketSessionId();
		try {
			await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> book.told(id).contains("close"));
		}
		catch (ConditionTimeoutException ex) {
			// It tells nothing, or much later.
		}
		return book.told(id).replaceAll("\\s", " ");
	}

	private static String words(CloseEvent event) {
		String initiator = AbstractServerContract.LIVES_ON.equals(event.getReceived()) ? "LIVES"
				: event.getInitiator().name();
		return String.join("\t", initiator, String.valueOf(event.getCode()), event.wasClean() ? "clean" : "not clean",
				words(event.getSent()), words(event.getReceived()));
	}

	private static String words(@Nullable CloseFrame frame) {
		return (frame != null) ? String.valueOf(frame.code()) : "none";
	}

	@Override
	public void afterAll(ExtensionContext context) throws IOException {
		Files.createDirectories(DIRECTORY);
		Files.write(DIRECTORY.resolve(context.getRequiredTestClass().getSimpleName() + ".tsv"), this.lines);
	}

}
