<#
    Should, with the operators that the tests use. Each says in words what was expected and what there was.
#>

# An error as Pester makes them: what counts is its id.
function Get-TestError {
    param([string] $ErrorId, [string] $Message)

    [System.Management.Automation.ErrorRecord]::new([System.Exception]::new($Message), $ErrorId, 'InvalidResult', @{ Message = $Message })
}

function Format-Value {
    param([object] $Value)

    if ($null -eq $Value) { return '$null' }
    if ($Value -is [string]) { return "'$Value'" }
    if ($Value -is [bool]) { return "`$$Value".ToLowerInvariant() }
    if ($Value -is [scriptblock]) { return "{$Value}" }
    if ($Value -is [type]) { return "[$($Value.FullName)]" }
    if ($Value -is [System.Collections.IDictionary]) { return "@{$(@($Value.Keys | ForEach-Object { "$_=$(Format-Value $Value[$_])" }) -join '; ')}" }
    if ($Value -is [System.Collections.IEnumerable]) { return "@($(@($Value | ForEach-Object { Format-Value $_ }) -join ', '))" }
    "$Value"
}

# Whether two values are the same, element by element where they are lists.
function Test-Same {
    param([object] $Actual, [object] $Expected, [bool] $IsExact)

    $isList = $Expected -is [System.Collections.IList] -or ($Actual -is [System.Collections.IList] -and $Actual.Count -ne 1)
    if ($isList) {
        $left = @($Actual)
        $right = @($Expected)
        if ($left.Count -ne $right.Count) {
            return $false
        }
        for ($i = 0; $i -lt $left.Count; $i++) {
            if (-not (Test-Same -Actual $left[$i] -Expected $right[$i] -IsExact $IsExact)) {
                return $false
            }
        }
        return $true
    }
    $one = if ($Actual -is [System.Collections.IList]) { $Actual[0] } else { $Actual }
    if ($null -eq $Expected -or $null -eq $one) {
        return $null -eq $Expected -and $null -eq $one
    }
    [bool]$(if ($IsExact) { $Expected -ceq $one } else { $Expected -eq $one })
}

# Whether a script block throws as expected; $script:thrown is what it threw.
function Test-Throw {
    param([scriptblock] $Action, [hashtable] $Expected)

    $script:thrown = $null
    try {
        $null = & $Action
        return $false
    }
    catch {
        $script:thrown = $_
    }
    if ($Expected.Message -and $script:thrown.Exception.Message -notlike $Expected.Message) { return $false }
    if ($Expected.ErrorId -and $script:thrown.FullyQualifiedErrorId -notlike $Expected.ErrorId) { return $false }
    -not $Expected.ExceptionType -or $script:thrown.Exception -is $Expected.ExceptionType
}

# The answer of an operator, and in words what was expected.
function Get-Answer {
    param([string] $Operator, [object] $Actual, [object] $Expected, [hashtable] $Throw)

    $wanted = Format-Value $Expected
    switch ($Operator) {
        'Be' { (Test-Same -Actual $Actual -Expected $Expected -IsExact $false), $wanted }
        'BeExactly' { (Test-Same -Actual $Actual -Expected $Expected -IsExact $true), "exactly $wanted" }
        'BeTrue' { [bool]$Actual, '$true' }
        'BeFalse' { (-not $Actual), '$false' }
        'BeNullOrEmpty' { ($null -eq $Actual -or @($Actual).Count -eq 0 -or '' -eq $Actual -or ($Actual -is [System.Collections.IDictionary] -and $Actual.Count -eq 0)), '$null or empty' }
        'Match' { ($Actual -match $Expected), "a match of $wanted" }
        'MatchExactly' { ($Actual -cmatch $Expected), "an exact match of $wanted" }
        'BeLike' { ($Actual -like $Expected), "something like $wanted" }
        'Contain' { (@($Actual) -contains $Expected), "a collection that has $wanted in it" }
        'BeIn' { (@($Expected) -contains $Actual), "one of $wanted" }
        'BeOfType' { ($null -ne $Actual -and $Actual -is $(if ($Expected -is [string]) { $Expected -replace '^\[|\]$' } else { $Expected })), "a value of type $wanted" }
        'BeGreaterThan' { ($Actual -gt $Expected), "more than $wanted" }
        'BeGreaterOrEqual' { ($Actual -ge $Expected), "$wanted or more" }
        'BeLessThan' { ($Actual -lt $Expected), "less than $wanted" }
        'BeLessOrEqual' { ($Actual -le $Expected), "$wanted or less" }
        'HaveCount' { (@($Actual).Count -eq $Expected), "a collection of $wanted" }
        'Exist' { (Test-Path -Path $Actual), 'a path that exists' }
        'FileContentMatch' { ((Get-Content -Path $Actual -Raw) -match $Expected), "a file whose content matches $wanted" }
        'Throw' { (Test-Throw $Actual $Throw), "an exception$(if ($Throw.Message) { " with message like '$($Throw.Message)'" })$(if ($Throw.ErrorId) { " with id like '$($Throw.ErrorId)'" })$(if ($Throw.ExceptionType) { " of type [$($Throw.ExceptionType)]" })" }
    }
}

function Should {
    [CmdletBinding()]
    param(
        [Parameter(ValueFromPipeline)] [object] $ActualValue,
        [Parameter(Position = 0)] [Alias('ExpectedMessage', 'RegularExpression', 'ExpectedType')] [object] $ExpectedValue,
        [Parameter(Position = 1)] [string] $ErrorId,
        [Parameter(Position = 2)] [type] $ExceptionType,
        [string] $Because,
        [switch] $PassThru,
        [switch] $Not,
        [Parameter(ParameterSetName = 'Be')] [Alias('EQ')] [switch] $Be,
        [Parameter(ParameterSetName = 'BeExactly')] [Alias('CEQ')] [switch] $BeExactly,
        [Parameter(ParameterSetName = 'BeTrue')] [switch] $BeTrue,
        [Parameter(ParameterSetName = 'BeFalse')] [switch] $BeFalse,
        [Parameter(ParameterSetName = 'BeNullOrEmpty')] [switch] $BeNullOrEmpty,
        [Parameter(ParameterSetName = 'Match')] [switch] $Match,
        [Parameter(ParameterSetName = 'MatchExactly')] [Alias('CMATCH')] [switch] $MatchExactly,
        [Parameter(ParameterSetName = 'BeLike')] [Alias('LIKE')] [switch] $BeLike,
        [Parameter(ParameterSetName = 'Contain')] [switch] $Contain,
        [Parameter(ParameterSetName = 'BeIn')] [switch] $BeIn,
        [Parameter(ParameterSetName = 'BeOfType')] [Alias('HaveType')] [switch] $BeOfType,
        [Parameter(ParameterSetName = 'BeGreaterThan')] [Alias('GT')] [switch] $BeGreaterThan,
        [Parameter(ParameterSetName = 'BeGreaterOrEqual')] [Alias('GE')] [switch] $BeGreaterOrEqual,
        [Parameter(ParameterSetName = 'BeLessThan')] [Alias('LT')] [switch] $BeLessThan,
        [Parameter(ParameterSetName = 'BeLessOrEqual')] [Alias('LE')] [switch] $BeLessOrEqual,
        [Parameter(ParameterSetName = 'HaveCount')] [switch] $HaveCount,
        [Parameter(ParameterSetName = 'Exist')] [switch] $Exist,
        [Parameter(ParameterSetName = 'FileContentMatch')] [switch] $FileContentMatch,
        [Parameter(ParameterSetName = 'Throw')] [switch] $Throw
    )
    begin {
        $items = [System.Collections.Generic.List[object]]::new()
        $isPiped = $MyInvocation.ExpectingInput
    }
    process {
        $items.Add($ActualValue)
    }
    end {
        $operator = $PSCmdlet.ParameterSetName
        $throws = @{ Message = $ExpectedValue; ErrorId = $ErrorId; ExceptionType = $ExceptionType }

        # These look at all that came through the pipeline; the others at each of it.
        $takesAll = $operator -in 'Be', 'BeExactly', 'BeNullOrEmpty', 'Contain', 'HaveCount'
        $whole = if (-not $isPiped) { $ActualValue } elseif ($items.Count -eq 1) { $items[0] } else { $items.ToArray() }
        $actuals = @(if ($takesAll -or -not $isPiped -or $items.Count -eq 0) { , $whole } else { $items })
        foreach ($actual in $actuals) {
            if ($operator -eq 'HaveCount' -and $isPiped) {
                $actual = $items.ToArray()
            }
            $isTrue, $wanted = Get-Answer -Operator $operator -Actual $actual -Expected $ExpectedValue -Throw $throws
            if ([bool]$isTrue -eq [bool]$Not) {
                $got = if ($operator -eq 'Throw') { if ($script:thrown) { "'$($script:thrown.Exception.Message)' ($($script:thrown.FullyQualifiedErrorId))" } else { 'no exception' } } else { Format-Value $actual }
                $message = "Expected $(if ($Not) { 'not ' })$wanted,$(if ($Because) { " because $($Because -replace '^because\s+')," }) but got $got."
                throw (Get-TestError -ErrorId 'PesterAssertionFailed' -Message $message)
            }
        }
        if ($PassThru -and $operator -eq 'Throw') {
            $script:thrown
        }
    }
}
