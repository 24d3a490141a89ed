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

package io.github.closeevent.autoconfigure;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the house for auto-configurations, which are those of Spring Boot.
 */
class AutoConfigureArchitectureTests {

	private static final String ROOT = "io.github.closeevent.autoconfigure";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void onlyProductionClassesAreImported() {
		assertThat(CLASSES.contain(CloseEventAutoConfiguration.class)).isTrue();
		assertThat(CLASSES.contain(AutoConfigureArchitectureTests.class)).isFalse();
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsHaveNoPublicMembers() {
		members().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.and(areNotDefaultConstructors())
			.should()
			.notBePublic()
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsAreThoseOfTheImportsFile() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
			.filteredOn((name) -> name.startsWith("io.github.closeevent."))
			.containsExactlyInAnyOrderElementsOf(CLASSES.stream()
				.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
				.map(JavaClass::getName)
				.toList());
	}

	@Test
	void otherConfigurationsAreNestedAndWithoutProxies() {
		assertThat(CLASSES.stream()
			.filter((type) -> type.isAnnotatedWith(Configuration.class))
			.map(JavaClass::reflect)
			.toList()).allSatisfy((type) -> {
				assertThat(type.getEnclosingClass()).as(type.getName()).isNotNull();
				assertThat(type).isPackagePrivate().isStatic();
				assertThat(AnnotatedElementUtils.findMergedAnnotation(type, Configuration.class).proxyBeanMethods())
					.as(type.getName())
					.isFalse();
			});
	}

	@Test
	void beansArePackagePrivate() {
		methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate().check(CLASSES);
	}

	@Test
	void beansThatAreNeededEarlyAreStatic() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(assignableToAny(BeanPostProcessor.class, BeanFactoryPostProcessor.class,
					EventListenerFactory.class, LazyInitializationExcludeFilter.class))
			.should()
			.beStatic()
			.check(CLASSES);
	}

	@Test
	void conditionsOnClassesAreOnClasses() {
		noMethods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.beAnnotatedWith(ConditionalOnClass.class)
			.check(CLASSES);
	}

	@Test
	void onlyAutoConfigurationsAndPropertiesArePublic() {
		classes().that()
			.arePublic()
			.and(areNoProperties())
			.should()
			.beAnnotatedWith(AutoConfiguration.class)
			.check(CLASSES);
	}

	@Test
	void thereAreNoCycles() {
		slices().matching("(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void sharedRoomImportsNoFlavour() {
		noClasses().that()
			.resideInAPackage(ROOT)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".servlet", ROOT + ".reactive", "io.github.closeevent.servlet..",
					"io.github.closeevent.reactive..", "org.springframework.web.socket..",
					"org.springframework.web.servlet..", "org.springframework.web.reactive..", "jakarta..", "reactor..")
			.check(CLASSES);
	}

	@Test
	void onlyTheActuateRoomImportsActuator() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".actuate")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".actuate", "io.github.closeevent.history..",
					"org.springframework.boot.actuate..")
			.check(CLASSES);
	}

	@Test
	void actuateRoomImportsNoFlavour() {
		noClasses().that()
			.resideInAPackage(ROOT + ".actuate")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".servlet", ROOT + ".reactive", "org.springframework.web..", "jakarta..",
					"reactor..")
			.check(CLASSES);
	}

	@Test
	void onlyTheObservationRoomImportsMicrometer() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".observation")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.micrometer..", "io.github.closeevent.observation..",
					"io.github.closeevent.metrics..")
			.check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct().toList()).hasSizeGreaterThan(1)
			.allSatisfy((JavaPackage candidate) -> assertThat(candidate.isAnnotatedWith(NullMarked.class))
				.as(candidate.getName())
				.isTrue());
	}

	private static DescribedPredicate<JavaMember> areNotDefaultConstructors() {
		return DescribedPredicate.describe("are not default constructors",
				(member) -> !member.getFullName().endsWith(".<init>()"));
	}

	private static DescribedPredicate<JavaClass> areNoProperties() {
		return DescribedPredicate.describe("are no properties",
				(type) -> !type.isAnnotatedWith(ConfigurationProperties.class) && !type.getEnclosingClass()
					.filter((outer) -> outer.isAnnotatedWith(ConfigurationProperties.class))
					.isPresent());
	}

	private static DescribedPredicate<JavaClass> assignableToAny(Class<?>... types) {
		return DescribedPredicate.describe("assignable to what is needed early", (candidate) -> {
			for (Class<?> type : types) {
				if (candidate.isAssignableTo(type)) {
					return true;
				}
			}
			return false;
		});
	}

}
