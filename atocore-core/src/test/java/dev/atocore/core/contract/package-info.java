/**
 * What every database must do for a store, as abstract tests. {@link
 * dev.atocore.core.contract.StoreContract} opens the store that a {@link
 * dev.atocore.core.contract.TestStore} stands for. Each database runs all of them as nested classes
 * of one test, which says by {@link dev.atocore.core.contract.TestPlaces} where they are made, as
 * {@link dev.atocore.core.contract.SqliteContractTest} does.
 */
@NullMarked
package dev.atocore.core.contract;

import org.jspecify.annotations.NullMarked;
