/**
 * What is set where: {@code davit.toml}, {@code .env}, the environment, and which of them wins.
 *
 * <p>From the strongest to the weakest: what is typed; {@code DAVIT_…} in the environment; {@code
 * DAVIT_…} in a file {@code .env}; a job's table in {@code davit.toml}; a destination's table
 * there; what is built in. The nearest {@code davit.toml}, in the working directory or above it,
 * comes before the one in the user's configuration folder.
 */
@NullMarked
package dev.davit.cli.config;

import org.jspecify.annotations.NullMarked;
