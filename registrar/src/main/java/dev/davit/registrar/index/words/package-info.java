/** What users say, turned into queries. Pure: nothing here touches the index. */
@NullMarked
package dev.davit.registrar.index.words;

import org.jspecify.annotations.NullMarked;
