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

package io.github.closeevent.listener;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalApplicationListener;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.event.TransactionalEventListenerFactory;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link CloseEventListener} together with {@link TransactionalEventListener}.
 */
class TransactionalCloseEventListenerTests {

	private final TransactionTemplate transaction = new TransactionTemplate(new Transactions());

	@ParameterizedTest
	@ValueSource(classes = { CommitBelow.class, CommitAbove.class })
	void waitsForTheCommit(Class<?> listener) {
		try (ListenerContext context = with(listener)) {
			this.transaction.executeWithoutResult((status) -> {
				context.publishCodes(1000, 1006);
				assertThat(context.heard()).isEmpty();
			});
			assertThat(context.heard()).containsExactly("1006");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { CommitBelow.class, CommitAbove.class })
	void doesNotHearWhatIsRolledBack(Class<?> listener) {
		try (ListenerContext context = with(listener)) {
			this.transaction.executeWithoutResult((status) -> {
				context.publishCodes(1006);
				status.setRollbackOnly();
			});
			assertThat(context.heard()).isEmpty();
		}
	}

	@Test
	void hearsInTheOtherPhases() {
		try (ListenerContext context = with(OtherPhases.class)) {
			this.transaction.executeWithoutResult((status) -> context.publishCodes(1000, 1006));
			assertThat(context.heard()).containsExactly("before commit", "completed");
			context.heard().clear();
			this.transaction.executeWithoutResult((status) -> {
				context.publishCodes(1000, 1006);
				status.setRollbackOnly();
			});
			assertThat(context.heard()).containsExactlyInAnyOrder("rolled back", "completed");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { CommitBelow.class, CommitAbove.class })
	void hearsNothingOutsideOfATransaction(Class<?> listener) {
		try (ListenerContext context = with(listener)) {
			assertThat(context.publishCodes(1006).heard()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { FallbackBelow.class, FallbackAbove.class })
	void hearsOutsideOfATransactionIfAskedFor(Class<?> listener) {
		try (ListenerContext context = with(listener)) {
			assertThat(context.publishCodes(1000, 1006).heard()).containsExactly("1006");
			this.transaction.executeWithoutResult((status) -> {
				context.publishCodes(1000, 1006);
				assertThat(context.heard()).hasSize(1);
			});
			assertThat(context.heard()).hasSize(2);
		}
	}

	@Test
	void worksWithoutTransactionManagementByAnnotations() {
		try (ListenerContext context = ListenerContext.with(CommitBelow.class)) {
			this.transaction.executeWithoutResult((status) -> context.publishCodes(1000, 1006));
			assertThat(context.heard()).containsExactly("1006");
		}
	}

	@Test
	void whatIsNotHeardIsNotKept() {
		try (ListenerContext context = with(CommitBelow.class)) {
			this.transaction.executeWithoutResult((status) -> {
				context.publishCodes(1000);
				assertThat(TransactionSynchronizationManager.getSynchronizations()).isEmpty();
				context.publishCodes(1006);
				assertThat(TransactionSynchronizationManager.getSynchronizations()).hasSize(1);
			});
		}
	}

	@Test
	void isATransactionalListenerForSpring() {
		try (ListenerContext context = with(CommitBelow.class)) {
			boolean[] found = new boolean[1];
			context.bean(ApplicationEventMulticaster.class).removeApplicationListeners((listener) -> {
				found[0] |= listener instanceof TransactionalApplicationListener<?> transactional
						&& transactional.getTransactionPhase() == TransactionPhase.AFTER_COMMIT;
				return false;
			});
			assertThat(found[0]).isTrue();
		}
	}

	@Test
	void conditionInTheFirstAnnotationHolds() {
		try (ListenerContext context = with(ConditionFirst.class)) {
			this.transaction.executeWithoutResult((status) -> context.publishCodes(1000, 4000, 4001));
			assertThat(context.heard()).containsExactly("4001");
		}
	}

	@Test
	void conditionInTheSecondAnnotationIsRefused() {
		assertThat(ListenerContext.failure(ConditionSecond.class))
			.hasMessageContaining(": condition = \"#event.code > 4000\" is not read by Spring");
	}

	@Test
	void ownTransactionIsAllowed() {
		try (ListenerContext context = with(OwnTransaction.class)) {
			this.transaction.executeWithoutResult((status) -> context.publishCodes(1000, 1006));
			assertThat(context.heard()).containsExactly("1006");
		}
	}

	@Test
	void springsRuleForTransactionalMethodsHolds() {
		assertThat(
				ListenerContext.failure(TransactionConfiguration.class, Transactions.class, JoiningTransaction.class))
			.hasMessage("Invalid @CloseEventListener on method '" + JoiningTransaction.class.getName()
					+ ".closed(CloseEvent)' of bean 'transactionalCloseEventListenerTests.JoiningTransaction': its"
					+ " @Transactional would join the transaction that its @TransactionalEventListener waits for. Write"
					+ " @Transactional(propagation = Propagation.REQUIRES_NEW) or NOT_SUPPORTED, or leave it out.")
			.hasCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void plainTransactionalListenersAreLeftToSpring() {
		CloseEventListenerFactory factory = new CloseEventListenerFactory();
		assertThat(TransactionalPlain.class.getDeclaredMethods()).filteredOn((method) -> !method.isSynthetic())
			.singleElement()
			.satisfies((method) -> assertThat(factory.supportsMethod(method)).isFalse());
	}

	@Test
	void factoryComesBeforeThatOfSpring() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
				TransactionConfiguration.class)) {
			assertThat(context.getBean(TransactionalEventListenerFactory.class).getOrder())
				.isGreaterThan(new CloseEventListenerFactory().getOrder());
		}
	}

	private static ListenerContext with(Class<?> listener) {
		return ListenerContext.with(TransactionConfiguration.class, Transactions.class, listener);
	}

	@EnableTransactionManagement
	static class TransactionConfiguration {

	}

	/**
	 * Transactions of nothing, with everything that Spring does around them.
	 */
	@SuppressWarnings("serial")
	static class Transactions extends AbstractPlatformTransactionManager {

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

	abstract static class Listener {

		@Autowired
		private Heard heard;

		void add(String entry) {
			this.heard.add(entry);
		}

	}

	static class CommitBelow extends Listener {

		@CloseEventListener(codes = "1006")
		@TransactionalEventListener
		void closed(CloseEvent event) {
			add("1006");
		}

	}

	static class CommitAbove extends Listener {

		@TransactionalEventListener
		@CloseEventListener(codes = "1006")
		void closed(CloseEvent event) {
			add("1006");
		}

	}

	static class FallbackBelow extends Listener {

		@CloseEventListener(codes = "1006")
		@TransactionalEventListener(fallbackExecution = true)
		void closed(CloseEvent event) {
			add("1006");
		}

	}

	static class FallbackAbove extends Listener {

		@TransactionalEventListener(fallbackExecution = true)
		@CloseEventListener(codes = "1006")
		void closed(CloseEvent event) {
			add("1006");
		}

	}

	static class OtherPhases extends Listener {

		@CloseEventListener(codes = "1006")
		@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
		void beforeCommit(CloseEvent event) {
			add("before commit");
		}

		@CloseEventListener(codes = "1006")
		@TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
		void afterRollback(CloseEvent event) {
			add("rolled back");
		}

		@CloseEventListener(codes = "1006")
		@TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
		void afterCompletion(CloseEvent event) {
			add("completed");
		}

	}

	static class ConditionFirst extends Listener {

		@CloseEventListener(codes = "4000-4999", condition = "#event.code > 4000")
		@TransactionalEventListener
		void closed(CloseEvent event) {
			add(String.valueOf(event.getCode()));
		}

	}

	static class ConditionSecond extends Listener {

		@TransactionalEventListener
		@CloseEventListener(codes = "4000-4999", condition = "#event.code > 4000")
		void closed(CloseEvent event) {
			add(String.valueOf(event.getCode()));
		}

	}

	static class OwnTransaction extends Listener {

		@Transactional(propagation = Propagation.REQUIRES_NEW)
		@CloseEventListener(codes = "1006")
		@TransactionalEventListener
		void closed(CloseEvent event) {
			add("1006");
		}

	}

	static class JoiningTransaction extends Listener {

		@Transactional
		@CloseEventListener(codes = "1006")
		@TransactionalEventListener
		void closed(CloseEvent event) {
			add("1006");
		}

	}

	static class TransactionalPlain {

		@TransactionalEventListener
		void closed(CloseEvent event) {
		}

	}

}
