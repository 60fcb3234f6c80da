/**
 * Registrars that tell others of uploads as they are delivered: the task-file API, webhooks, and
 * programs of the user's own.
 */
@NullMarked
package dev.davit.registrar.delivery;

import org.jspecify.annotations.NullMarked;
