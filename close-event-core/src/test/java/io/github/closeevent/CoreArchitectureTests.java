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

package io.github.closeevent;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the house: which room may import what.
 */
class CoreArchitectureTests {

	private static final String ROOT = "io.github.closeevent";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void onlyProductionClassesAreImported() {
		assertThat(CLASSES.contain(CloseEvent.class)).isTrue();
		assertThat(CLASSES.contain(CoreArchitectureTests.class)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "'', ''", "session, ''", "mapping, 'session'", "publish, 'session'", "listener, ''", "history, ''",
			"logging, ''", "server, 'session'", "closing, 'session'", "shutdown, 'session publish closing'",
			"observation, ''", "metrics, 'observation publish'", "tracking, 'session mapping publish'",
			"servlet, 'session mapping publish server tracking'",
			"reactive, 'session mapping publish server tracking'" })
	void roomImportsOnlyTheRoomsBehindIt(String room, String allowed) {
		String own = (room.isEmpty()) ? ROOT : ROOT + "." + room;
		List<String> others = CLASSES.stream()
			.map((type) -> type.getPackageName())
			.distinct()
			.filter((name) -> !name.equals(own) && !name.equals(ROOT))
			.filter((name) -> !List.of(allowed.split(" ")).contains(name.substring(ROOT.length() + 1)))
			.toList();
		noClasses().that()
			.resideInAPackage(own)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(others.toArray(String[]::new))
			.check(CLASSES);
	}

	@Test
	void everyRoomIsKnown() {
		assertThat(packages()).extracting(JavaPackage::getName)
			.containsExactlyInAnyOrder(ROOT, ROOT + ".session", ROOT + ".mapping", ROOT + ".publish", ROOT + ".server",
					ROOT + ".tracking", ROOT + ".servlet", ROOT + ".reactive", ROOT + ".listener", ROOT + ".closing",
					ROOT + ".shutdown", ROOT + ".observation", ROOT + ".metrics", ROOT + ".history", ROOT + ".logging");
	}

	@Test
	void thereAreNoCycles() {
		slices().matching("(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void wordsImportTheCoreOfSpringOnly() {
		classes().that()
			.resideInAPackage(ROOT)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(ROOT, "java..", "org.jspecify.annotations", "org.springframework.context",
					"org.springframework.context.event", "org.springframework.core..", "org.springframework.util",
					"org.springframework.http.server", "org.springframework.web.util.pattern")
			.check(CLASSES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot..", "java.util.logging..", "javax.." })
	void nobodyImports(String forbidden) {
		noClasses().should().dependOnClassesThat().resideInAPackage(forbidden).check(CLASSES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.socket..", "org.springframework.web.servlet..",
			"org.springframework.messaging..", "jakarta.servlet.." })
	void onlyTheServletRoomImports(String packages) {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".servlet")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(packages)
			.check(CLASSES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.reactive..", "reactor.." })
	void onlyTheReactiveRoomImports(String packages) {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".reactive")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(packages)
			.check(CLASSES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jakarta.websocket..", "org.eclipse.jetty..", "io.netty.handler.." })
	void onlyTheServerRoomImports(String packages) {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".server")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(packages)
			.check(CLASSES);
	}

	@ParameterizedTest
	@CsvSource({ "io.micrometer.core.., metrics", "io.micrometer.tracing.., observation",
			"io.micrometer.observation.., observation metrics", "io.micrometer.common.., observation metrics" })
	void onlyTheseRoomsImport(String packages, String rooms) {
		noClasses().that()
			.resideOutsideOfPackages(
					Stream.of(rooms.split(" ")).map((room) -> ROOT + "." + room).toArray(String[]::new))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(packages)
			.check(CLASSES);
	}

	@Test
	void onlyTheLoggingRoomImportsSlf4j() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".logging")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.slf4j..")
			.check(CLASSES);
	}

	@Test
	void tomcatIsReadByReflectionOnly() {
		noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.tomcat..").check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(packages()).isNotEmpty()
			.allSatisfy((candidate) -> assertThat(candidate.isAnnotatedWith(NullMarked.class)).as(candidate.getName())
				.isTrue());
	}

	private static List<JavaPackage> packages() {
		return CLASSES.stream().map((type) -> type.getPackage()).distinct().toList();
	}

}
