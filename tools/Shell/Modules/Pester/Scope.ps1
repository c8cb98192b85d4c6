<#
    Test code has to run where its file runs, not in this module, and in scopes that lie inside one another. A script
    block runs in the session state in which its text was met. So these few are made in the session state of whoever
    called Invoke-Pester; and a block that is dot-sourced from here runs in whatever scope is the innermost over there.
#>

# Makes script blocks that belong to the caller's session state.
function Initialize-TestScope {
    param([System.Management.Automation.SessionState] $SessionState)

    $make = { param($text) $ExecutionContext.SessionState.InvokeCommand.InvokeScript($text) }
    $internal = [System.Reflection.BindingFlags]'Instance, NonPublic'
    $callers = [System.Management.Automation.SessionState].GetProperty('Internal', $internal).GetValue($SessionState)
    [scriptblock].GetProperty('SessionStateInternal', $internal).SetValue($make, $callers)

    # Opens a scope there and goes on here. $_ can only be set by the block whose scope it is, so this one does.
    $script:newScope = (& $make '{
            if ($args.Count -gt 1) { $_ = $args[1] }
            & $args[0]
        }')[0]

    # Runs a file in a scope of its own.
    $script:runFile = (& $make '{ & $args[0] }')[0]

    # Gives variables values in the innermost scope.
    $script:setVariables = (& $make '{
            foreach ($______name in $args[0].Keys) {
                $ExecutionContext.SessionState.PSVariable.Set([psvariable]::new($______name, $args[0][$______name]))
            }
        }')[0]

    # Gives the value of an expression there.
    $script:evaluate = (& $make '{ & ([scriptblock]::Create($args[0])) }')[0]
}

# Runs something in a new scope with the variables of a round of -ForEach: $_, and the keys where it is a dictionary.
function Invoke-InScope {
    param([hashtable] $Node, [scriptblock] $Action)

    $variables = if ($Node.HasData -and $Node.Data -is [System.Collections.IDictionary]) { $Node.Data } else { @{} }
    $run = {
        . $script:setVariables $variables
        & $Action
    }
    if ($Node.HasData) {
        & $script:newScope $run $Node.Data
    }
    else {
        & $script:newScope $run
    }
}

# Fills <name> and <name.property> in, from what the innermost scope over there has; the rest stays as it is.
function Expand-Name {
    param([hashtable] $Node)

    # $_ is no variable like others there; it is that of the nearest round of -ForEach.
    for ($at = $Node; $null -ne $at -and -not $at.HasData; $at = $at.Parent) { }
    $current = if ($at) { , [psvariable]::new('_', $at.Data) } else { @() }
    [regex]::Replace($Node.Name, '(?<!`)<([\w.\[\]$]+)>', {
            param($match)
            $expression = $match.Groups[1].Value.TrimStart('$')
            $root = $expression -replace '[.\[].*$'
            $value = if ($root -eq '_') {
                [scriptblock]::Create("`$$expression").InvokeWithContext($null, [psvariable[]]$current)
            }
            else {
                . $script:evaluate "if (`$null -ne `$ExecutionContext.SessionState.PSVariable.Get('$root')) { `$$expression }"
            }
            if ($null -eq $value) { $match.Value } else { "$value" }
        }).Replace('`<', '<').Replace('`>', '>')
}
