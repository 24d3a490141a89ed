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

package io.github.closeevent.shutdown;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hears a SIGTERM or SIGINT that comes while the application stops already. The JVM
 * itself lets it pass unheard. Its classes for that are of the JDK's module
 * {@code jdk.unsupported}; where they are not, nothing is heard.
 */
final class SecondSignal implements AutoCloseable {

	private static final List<String> NAMES = List.of("TERM", "INT");

	/**
	 * One at a time: whoever ends last sets the handler again that it found.
	 */
	private static final AtomicBoolean inUse = new AtomicBoolean();

	private static final Log logger = LogFactory.getLog(SecondSignal.class);

	private final Runnable action;

	/**
	 * The handlers that were there before, by the signal.
	 */
	private final Map<Object, Object> before = new LinkedHashMap<>();

	/**
	 * How many signals are let pass, because the first one is what stops the JVM.
	 */
	private final AtomicInteger first = new AtomicInteger((isStopping()) ? 0 : 1);

	private @Nullable Method handle;

	private SecondSignal(Runnable action) {
		this.action = action;
	}

	/**
	 * Hear a signal until this is closed.
	 * @param action called for each signal, before what would have been called otherwise
	 */
	static SecondSignal whileIn(Runnable action) {
		SecondSignal signal = new SecondSignal(action);
		if (!inUse.compareAndSet(false, true)) {
			return signal;
		}
		try {
			signal.install();
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			logger.debug("A second signal will not be heard", ex);
		}
		return signal;
	}

	private void install() throws ReflectiveOperationException {
		Class<?> signalType = Class.forName("sun.misc.Signal");
		Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
		Method handle = signalType.getMethod("handle", signalType, handlerType);
		this.handle = handle;
		Method next = handlerType.getMethod("handle", signalType);
		Object ignore = handlerType.getField("SIG_IGN").get(null);
		for (String name : NAMES) {
			Object signal = signalType.getConstructor(String.class).newInstance(name);
			Object handler = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] { handlerType },
					handler(signal, next));
			Object former = handle.invoke(null, signal, handler);
			if (former == ignore) {
				// As after nohup: it stays unheard.
				handle.invoke(null, signal, former);
			}
			else {
				this.before.put(signal, former);
			}
		}
	}

	private InvocationHandler handler(Object signal, Method next) {
		return (proxy, method, arguments) -> {
			if (!method.equals(next)) {
				return method.invoke(this, arguments);
			}
			if (this.first.getAndDecrement() <= 0) {
				this.action.run();
			}
			return next.invoke(this.before.get(signal), arguments);
		};
	}

	/**
	 * Whether the JVM stops: then it takes no more hooks, and a signal has come, or will
	 * make no difference.
	 */
	private static boolean isStopping() {
		Thread hook = new Thread();
		try {
			Runtime.getRuntime().addShutdownHook(hook);
			return !Runtime.getRuntime().removeShutdownHook(hook);
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

	@Override
	public void close() {
		Method handle = this.handle;
		if (handle == null) {
			return;
		}
		inUse.set(false);
		this.before.forEach((signal, handler) -> {
			try {
				handle.invoke(null, signal, handler);
			}
			catch (ReflectiveOperationException | RuntimeException ex) {
				logger.debug("The former handler of a signal could not be set again", ex);
			}
		});
	}

}
